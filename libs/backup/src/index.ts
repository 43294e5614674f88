export { Backup, type BackupOutputs, type BackupProps, type RunningFunction } from './backup';
export type { Retention } from './retention';
