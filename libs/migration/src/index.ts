export { Migration } from './migration';
export type {
  MigrationOutputs,
  MigrationProps,
  NoWayBack,
  ReplicatedWayBack,
  SingleReplication,
  StandbyReplication,
  TwoTierDatabase,
  WayBack,
} from './migration-props';
export type { MadeServiceRoles, PresentServiceRoles, ServiceRoles } from './service-roles';
export type { TablePreparation } from './task-settings';
