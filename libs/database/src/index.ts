export type { Availability, MultiAz, SingleZone } from './availability';
export { Database, type DatabaseOutputs, type DatabaseProps } from './database';
