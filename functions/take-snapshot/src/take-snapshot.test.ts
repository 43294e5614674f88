import {
  CreateDBSnapshotCommand,
  DBInstanceNotFoundFault,
  DeleteDBSnapshotCommand,
  DescribeDBSnapshotsCommand,
  InvalidDBSnapshotStateFault,
  SnapshotQuotaExceededFault,
} from '@aws-sdk/client-rds';
import { type TokyoDay } from '@mall/lambda-kit';
import { SnapshotNotTakenError, takeSnapshot } from './take-snapshot';
import { movableClock, playRds } from './testing';

const settings = { database: 'shop', snapshotPrefix: 'mall-dev-backup-night', keptSnapshots: 2 };
const night = (day: string) => `mall-dev-backup-night-${day}`;
const take = (aws: ReturnType<typeof playRds>, seconds = 600) => {
  const clock = movableClock();
  const day = '20240705' as TokyoDay;
  return takeSnapshot({ rds: aws.client, settings, day, clock, deadline: clock.now() + seconds * 1000 });
};

describe('takeSnapshot', () => {
  it("takes a snapshot that bears the night's day", async () => {
    const aws = playRds({});
    expect(await take(aws)).toEqual({ snapshot: night('20240705'), taken: true, deleted: [] });
    expect(aws.rds.commandCalls(CreateDBSnapshotCommand)[0]?.args[0].input).toEqual({
      DBInstanceIdentifier: 'shop',
      DBSnapshotIdentifier: night('20240705'),
    });
  });

  it.each(['available', 'creating'])('does nothing when the night has one that is %s', async (state) => {
    const aws = playRds({ [night('20240705')]: state });
    expect(await take(aws)).toMatchObject({ taken: false });
    expect(aws.names()).toEqual([night('20240705')]);
  });

  it('takes one when it is called twice at once', async () => {
    const aws = playRds({});
    const records = await Promise.all([take(aws), take(aws)]);
    expect(records.map(({ taken }) => taken).sort()).toEqual([false, true]);
    expect(aws.names()).toEqual([night('20240705')]);
  });

  it('takes the place of a snapshot that failed', async () => {
    const aws = playRds({ [night('20240705')]: 'failed' });
    expect(await take(aws)).toMatchObject({ taken: true });
    expect(aws.rds.commandCalls(DeleteDBSnapshotCommand)).toHaveLength(1);
  });

  it('waits for a database that is busy', async () => {
    expect(await take(playRds({}, { busyTurns: 3 }))).toMatchObject({ taken: true });
  });

  it('says so when the database stays busy', async () => {
    const running = take(playRds({}, { busyTurns: 100 }));
    await expect(running).rejects.toThrow(SnapshotNotTakenError);
    await expect(running).rejects.toThrow(
      "snapshot 'mall-dev-backup-night-20240705' of database 'shop' was not taken (InvalidDBInstanceStateFault: Instance shop is backing-up); invoke the function again when the database is available",
    );
  });

  it.each([
    [new DBInstanceNotFoundFault({ $metadata: {}, message: 'shop' }), 'set DATABASE'],
    [new SnapshotQuotaExceededFault({ $metadata: {}, message: '100' }), 'delete manual snapshots that nobody needs'],
    [new Error('no key'), 'mend that and invoke the function again'],
  ])('says at once what to do about %s', async (error, remedy) => {
    const aws = playRds({});
    aws.rds.on(CreateDBSnapshotCommand).rejects(error);
    await expect(take(aws)).rejects.toThrow(remedy);
    expect(aws.rds.commandCalls(CreateDBSnapshotCommand)).toHaveLength(1);
  });
});

describe('pruning', () => {
  const others = {
    'before-release': 'available',
    'mall-dev-backup-night-99999999': 'available',
    'rds:shop-1': 'available',
  };
  const nights = Object.fromEntries(
    ['20240701', '20240702', '20240703', '20240704'].map((day) => [night(day), 'available']),
  );

  it('keeps as many as are asked for beside tonight, and all that are not ours', async () => {
    const aws = playRds({ ...others, ...nights });
    expect(await take(aws)).toMatchObject({ deleted: [night('20240701'), night('20240702')] });
    expect(aws.names()).toEqual(
      [...Object.keys(others), night('20240703'), night('20240704'), night('20240705')].sort(),
    );
  });

  it("asks for this database's manual snapshots only", async () => {
    const aws = playRds(nights);
    await take(aws);
    const [{ args: [{ input }] } = { args: [{ input: {} }] }] = aws.rds.commandCalls(DescribeDBSnapshotsCommand);
    expect(input).toMatchObject({ DBInstanceIdentifier: 'shop', SnapshotType: 'manual' });
  });

  it('counts only snapshots that can be restored', async () => {
    const aws = playRds({ ...nights, [night('20240704')]: 'failed', [night('20240703')]: 'creating' });
    expect(await take(aws)).toMatchObject({ deleted: [] });
  });

  it('leaves a snapshot that is in use, and goes on', async () => {
    const aws = playRds(nights);
    aws.rds
      .on(DeleteDBSnapshotCommand, { DBSnapshotIdentifier: night('20240701') })
      .rejects(new InvalidDBSnapshotStateFault({ $metadata: {}, message: 'in use' }));
    expect(await take(aws)).toMatchObject({ deleted: [night('20240702')] });
  });

  it('fails when it may not delete', async () => {
    const aws = playRds(nights);
    aws.rds.on(DeleteDBSnapshotCommand).rejects(new Error('AccessDenied'));
    await expect(take(aws)).rejects.toThrow('AccessDenied');
  });
});
