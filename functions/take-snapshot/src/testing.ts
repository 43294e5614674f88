import {
  CreateDBSnapshotCommand,
  type DBSnapshot,
  DBSnapshotAlreadyExistsFault,
  DBSnapshotNotFoundFault,
  DeleteDBSnapshotCommand,
  DescribeDBSnapshotsCommand,
  InvalidDBInstanceStateFault,
  RDSClient,
} from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';

const fault = { $metadata: {} };

/** Snapshots of one database by name, with their states, as RDS keeps them: a name is given once. */
export function playRds(states: Readonly<Record<string, string>>, { busyTurns = 0 } = {}) {
  const rds = mockClient(RDSClient);
  const snapshots = new Map(Object.entries(states));
  let busy = busyTurns;
  rds.on(CreateDBSnapshotCommand).callsFake(({ DBSnapshotIdentifier: name }: { DBSnapshotIdentifier: string }) => {
    if (snapshots.has(name)) throw new DBSnapshotAlreadyExistsFault({ ...fault, message: 'exists' });
    if (busy-- > 0) throw new InvalidDBInstanceStateFault({ ...fault, message: 'Instance shop is backing-up.' });
    snapshots.set(name, 'creating');
    return {};
  });
  rds
    .on(DescribeDBSnapshotsCommand)
    .callsFake(({ DBSnapshotIdentifier: name, Marker: marker }: { DBSnapshotIdentifier?: string; Marker?: string }) => {
      const all: DBSnapshot[] = [...snapshots].map(([id, Status]) => ({ DBSnapshotIdentifier: id, Status }));
      if (name !== undefined) return { DBSnapshots: all.filter((snapshot) => snapshot.DBSnapshotIdentifier === name) };
      // Two pages, so that what reads only the first is seen.
      const half = Math.ceil(all.length / 2);
      return marker === undefined
        ? { DBSnapshots: all.slice(0, half), Marker: 'rest' }
        : { DBSnapshots: all.slice(half) };
    });
  rds.on(DeleteDBSnapshotCommand).callsFake(({ DBSnapshotIdentifier: name }: { DBSnapshotIdentifier: string }) => {
    if (!snapshots.delete(name)) throw new DBSnapshotNotFoundFault({ ...fault, message: 'gone' });
    return {};
  });
  return { rds, client: new RDSClient({}), names: () => [...snapshots.keys()].sort() };
}

/** A clock that waiting moves on. */
export function movableClock(start = Date.parse('2024-07-04T17:00:00Z')) {
  let now = start;
  return {
    now: () => now,
    pause: (ms: number) => {
      now += ms;
      return Promise.resolve();
    },
  };
}
