export type { Availability, MultiAz, SingleZone } from './availability';
export type { Credentials, OwnRotation, RdsManagedPassword } from './credentials';
export { Database } from './database';
export type { DatabaseOutputs, DatabaseProps } from './database-props';
export type { EngineSupport, ExtendedSupport, StandardSupport } from './engine-support';
