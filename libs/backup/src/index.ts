export { Backup, type BackupOutputs, type BackupProps } from './backup';
export type { Retention } from './retention';
