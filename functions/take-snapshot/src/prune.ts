import {
  type DBSnapshot,
  DBSnapshotNotFoundFault,
  DeleteDBSnapshotCommand,
  InvalidDBSnapshotStateFault,
  paginateDescribeDBSnapshots,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { tryTokyoDay } from '@mall/lambda-kit';
import type { Settings } from './settings';

/**
 * Deletes our snapshots that are older than the newest `keptSnapshots` available ones, and no others: neither another database's, nor
 * automatic ones, nor what a person took. One that is in use just then stays until the next night.
 *
 * @returns The names of those deleted.
 */
export async function prune(rds: RDSClient, settings: Settings): Promise<string[]> {
  const ours = await listOurs(rds, settings);
  const available = ours.filter(({ Status }) => Status === 'available').map(nameOf);
  const oldestKept = available.sort().at(-settings.keptSnapshots);
  // A list shorter than the number kept has no such entry.
  if (oldestKept === undefined) return [];
  const deleted: string[] = [];
  for (const name of ours.map(nameOf).sort()) {
    if (name < oldestKept && (await tryDelete(rds, name))) deleted.push(name);
  }
  return deleted;
}

async function listOurs(rds: RDSClient, { database, snapshotPrefix }: Settings): Promise<DBSnapshot[]> {
  const ours: DBSnapshot[] = [];
  const pages = paginateDescribeDBSnapshots(
    { client: rds },
    { DBInstanceIdentifier: database, SnapshotType: 'manual' },
  );
  for await (const { DBSnapshots = [] } of pages) {
    ours.push(...DBSnapshots.filter((snapshot) => isOurs(nameOf(snapshot), snapshotPrefix)));
  }
  return ours;
}

function isOurs(name: string, prefix: string): boolean {
  return name.startsWith(`${prefix}-`) && tryTokyoDay(name.slice(prefix.length + 1)) !== undefined;
}

async function tryDelete(rds: RDSClient, name: string): Promise<boolean> {
  try {
    await rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: name }));
    return true;
  } catch (error) {
    if (error instanceof DBSnapshotNotFoundFault || error instanceof InvalidDBSnapshotStateFault) return false;
    throw error;
  }
}

function nameOf({ DBSnapshotIdentifier = '' }: DBSnapshot): string {
  return DBSnapshotIdentifier;
}
