import {
  CreateDBSnapshotCommand,
  DBInstanceNotFoundFault,
  DBSnapshotAlreadyExistsFault,
  DBSnapshotNotFoundFault,
  DeleteDBSnapshotCommand,
  DescribeDBSnapshotsCommand,
  InvalidDBInstanceStateFault,
  type RDSClient,
  SnapshotQuotaExceededFault,
} from '@aws-sdk/client-rds';
import { type Clock, refusalOf, type TokyoDay } from '@mall/lambda-kit';
import { prune } from './prune';
import type { Settings } from './settings';

/** The night's snapshot could not be taken. */
export class SnapshotNotTakenError extends Error {
  override readonly name = 'SnapshotNotTakenError';
}

export interface TakeSnapshotProps {
  readonly rds: RDSClient;
  readonly settings: Settings;
  /** The night that the snapshot is of. */
  readonly day: TokyoDay;
  readonly clock: Clock;
  /** When waiting for a busy database ends, in milliseconds since 1970. */
  readonly deadline: number;
}

export interface SnapshotRecord {
  readonly snapshot: string;
  /** Whether this call took it; otherwise the night had one. */
  readonly taken: boolean;
  /** Older snapshots of ours that were deleted. */
  readonly deleted: readonly string[];
}

/** A backup of RDS's own, or a small change, keeps an instance busy for minutes. */
const BUSY_PAUSE_MS = 30_000;

/**
 * Takes the snapshot of a night if it has none, then deletes the oldest of ours beyond the number kept. Calls for the same night, one
 * after the other or at once, take one snapshot: its name is the night's, and RDS gives a name once.
 *
 * @throws SnapshotNotTakenError when RDS refuses; RDS's own error when an old snapshot cannot be deleted.
 */
export async function takeSnapshot(props: TakeSnapshotProps): Promise<SnapshotRecord> {
  const { settings, day } = props;
  const snapshot = `${settings.snapshotPrefix}-${day}`;
  const taken = await ensure(snapshot, props);
  return { snapshot, taken, deleted: await prune(props.rds, settings) };
}

async function ensure(snapshot: string, props: TakeSnapshotProps): Promise<boolean> {
  const { rds, settings, clock, deadline } = props;
  const create = new CreateDBSnapshotCommand({
    DBInstanceIdentifier: settings.database,
    DBSnapshotIdentifier: snapshot,
  });
  for (;;) {
    try {
      await rds.send(create);
      return true;
    } catch (error) {
      const exists = error instanceof DBSnapshotAlreadyExistsFault;
      if (exists && !(await removeFailed(rds, snapshot))) return false;
      const mayPass = exists || error instanceof InvalidDBInstanceStateFault;
      if (!mayPass || clock.now() + BUSY_PAUSE_MS > deadline) throw notTaken(snapshot, settings.database, error);
      await clock.pause(BUSY_PAUSE_MS);
    }
  }
}

/** A failed snapshot holds nothing but the night's name. @returns Whether the name is about to be free. */
async function removeFailed(rds: RDSClient, snapshot: string): Promise<boolean> {
  try {
    const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: snapshot }));
    const status = DBSnapshots?.[0]?.Status;
    if (status === 'failed') await rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: snapshot }));
    return status === 'failed' || status === 'deleting';
  } catch (error) {
    // Another call removed it first.
    if (error instanceof DBSnapshotNotFoundFault) return true;
    throw error;
  }
}

function notTaken(snapshot: string, database: string, error: unknown): SnapshotNotTakenError {
  return new SnapshotNotTakenError(
    `snapshot '${snapshot}' of database '${database}' was not taken (${refusalOf(error)}); ${remedyOf(error)}`,
    { cause: error },
  );
}

function remedyOf(error: unknown): string {
  if (error instanceof InvalidDBInstanceStateFault) return 'invoke the function again when the database is available';
  if (error instanceof DBInstanceNotFoundFault) return "set DATABASE in the function's configuration to the database";
  if (error instanceof SnapshotQuotaExceededFault)
    return "delete manual snapshots that nobody needs, or raise the quota 'Manual DB instance snapshots', and invoke the function again";
  return 'mend that and invoke the function again';
}
