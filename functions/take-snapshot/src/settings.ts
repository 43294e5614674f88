import { requireEnv, requireJsonEnv, type Variables } from '@mall/lambda-kit';

export interface Settings {
  /** RDS instance that snapshots are of. */
  readonly database: string;
  /** Snapshots of ours are `<prefix>-YYYYMMDD`; no others are ever deleted. */
  readonly snapshotPrefix: string;
  /** How many of our snapshots stay. */
  readonly keptSnapshots: number;
}

/**
 * The function's settings: `DATABASE`, `SNAPSHOT_PREFIX`, `KEPT_SNAPSHOTS`.
 *
 * @throws EnvironmentError when one is missing or malformed.
 */
export function readSettings(variables: Variables): Settings {
  return {
    database: requireEnv('DATABASE', variables),
    snapshotPrefix: requireEnv('SNAPSHOT_PREFIX', variables),
    keptSnapshots: requireJsonEnv('KEPT_SNAPSHOTS', parseCount, variables),
  };
}

function parseCount(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) throw new Error('a whole number from 1');
  return value;
}
