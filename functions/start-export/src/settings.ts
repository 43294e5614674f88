import { requireEnv, requireJsonEnv, type Variables } from '@mall/lambda-kit';

export interface Settings {
  /** Snapshots of ours are `<prefix>-YYYYMMDD`; events of others are left alone. */
  readonly snapshotPrefix: string;
  /** Bucket that takes the Parquet files. */
  readonly bucket: string;
  /** Role in whose name RDS writes into the bucket. */
  readonly exportRoleArn: string;
  /** KMS key that the files are encrypted with. */
  readonly keyArn: string;
  /** What of the snapshot is exported: `<database>.<table>`. */
  readonly tables: readonly string[];
}

/**
 * The function's settings: `SNAPSHOT_PREFIX`, `BACKUP_BUCKET`, `EXPORT_ROLE_ARN`, `KEY_ARN`, `TABLES` (JSON).
 *
 * @throws EnvironmentError when one is missing or malformed.
 */
export function readSettings(variables: Variables): Settings {
  return {
    snapshotPrefix: requireEnv('SNAPSHOT_PREFIX', variables),
    bucket: requireEnv('BACKUP_BUCKET', variables),
    exportRoleArn: requireEnv('EXPORT_ROLE_ARN', variables),
    keyArn: requireEnv('KEY_ARN', variables),
    tables: requireJsonEnv('TABLES', parseTables, variables),
  };
}

function parseTables(value: unknown): string[] {
  const isList = Array.isArray(value) && value.length > 0 && value.every(isTable);
  if (!isList) throw new Error('a list of "<database>.<table>" with at least one entry');
  return value as string[];
}

function isTable(value: unknown): boolean {
  return typeof value === 'string' && /^\w+\.\w+$/.test(value);
}
