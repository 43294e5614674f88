export type { Capacity, CapacitySchedule } from './capacity';
export type { ClickDelivery } from './click-delivery';
export { DatabaseName, type DatabaseNameProps } from './database-name';
export type { Call, Exposure } from './firewall';
export type { Image, NewestImage, PinnedImage } from './image';
export { type ServerOutputs, type ServerRole, serverRoles } from './outputs';
export type { LeastOutstanding, RoundRobin, Routing } from './routing';
export { Server, type ServerProps } from './server';
export { type BootScripts, readBootScripts, type Settings } from './user-data';
