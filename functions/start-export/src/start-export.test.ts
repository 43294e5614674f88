import { StartExportTaskCommand } from '@aws-sdk/client-rds';
import type { TokyoDay } from '@mall/lambda-kit';
import { ExportNotStartedError, startExport } from './start-export';
import { arnOf, playRds } from './testing';

const settings = {
  snapshotPrefix: 'night',
  bucket: 'backup',
  exportRoleArn: 'role',
  keyArn: 'key',
  tables: ['mall.customer', 'mall.purchase', 'mall.review'],
};
const start = (aws: ReturnType<typeof playRds>, { byHand = false } = {}) =>
  startExport({
    rds: aws.client,
    settings,
    request: { snapshot: 'night-20240705', day: '20240705' as TokyoDay, byHand },
  });
const task = (name: string, Status: string, rest = {}) => ({
  ExportTaskIdentifier: name,
  SourceArn: arnOf('night-20240705'),
  Status,
  ...rest,
});
const ready = { 'night-20240705': 'available' };

describe('startExport', () => {
  it("exports the three tables into the night's folder, under our key, in the export's role", async () => {
    const aws = playRds(ready);
    expect(await start(aws)).toEqual({
      export: 'night-20240705',
      started: true,
      target: 's3://backup/year=2024/month=07/day=05/night-20240705/',
    });
    expect(aws.started()).toEqual([
      {
        ExportTaskIdentifier: 'night-20240705',
        SourceArn: arnOf('night-20240705'),
        S3BucketName: 'backup',
        S3Prefix: 'year=2024/month=07/day=05',
        IamRoleArn: 'role',
        KmsKeyId: 'key',
        ExportOnly: ['mall.customer', 'mall.purchase', 'mall.review'],
      },
    ]);
  });

  it.each(['STARTING', 'IN_PROGRESS', 'COMPLETE'])('does nothing when the night has one that is %s', async (state) => {
    const aws = playRds(ready, [task('night-20240705', state)]);
    expect(await start(aws)).toMatchObject({ export: 'night-20240705', started: false });
    expect(aws.started()).toEqual([]);
  });

  it('starts one when it is called twice at once', async () => {
    const aws = playRds(ready);
    const records = await Promise.all([start(aws), start(aws)]);
    expect(records.map(({ started }) => started).sort()).toEqual([false, true]);
  });

  it.each(['FAILED', 'CANCELED', 'CANCELING'])(
    'starts another under a new name after one that is %s',
    async (state) => {
      const aws = playRds(ready, [task('night-20240705', state)]);
      expect(await start(aws)).toMatchObject({ export: 'night-20240705-2', started: true });
    },
  );

  it('sees that the second attempt is under way, on whichever page RDS tells it', async () => {
    const aws = playRds(ready, [task('night-20240705', 'FAILED'), task('night-20240705-2', 'IN_PROGRESS')]);
    expect(await start(aws)).toMatchObject({ export: 'night-20240705-2', started: false });
  });

  it('never takes a name again that RDS has told before', async () => {
    const aws = playRds(ready, [task('night-20240705-2', 'FAILED')]);
    expect(await start(aws)).toMatchObject({ export: 'night-20240705-3', started: true });
  });

  it("does not take a person's export to elsewhere for the night's", async () => {
    const aws = playRds(ready, [task('audit', 'COMPLETE'), task('night-20240705-audit', 'COMPLETE')]);
    expect(await start(aws)).toMatchObject({ export: 'night-20240705', started: true });
  });

  describe('after three failures', () => {
    const failures = ['night-20240705', 'night-20240705-2', 'night-20240705-3'].map((name) =>
      task(name, 'FAILED', { FailureCause: `${name}: the key is disabled` }),
    );

    it('gives up with the last cause and what to do', async () => {
      await expect(start(playRds(ready, failures))).rejects.toThrow(
        `the export of snapshot 'night-20240705' failed 3 times (night-20240705-3: the key is disabled); mend the cause and invoke the function with {"day":"20240705"}`,
      );
    });

    it('goes on for a person who asks', async () => {
      expect(await start(playRds(ready, failures), { byHand: true })).toMatchObject({ export: 'night-20240705-4' });
    });
  });

  it('names a snapshot that is not there, and how to take it', async () => {
    await expect(start(playRds({}))).rejects.toThrow(
      "the export of snapshot 'night-20240705' was not started (there is no such snapshot); take it by invoking take-snapshot",
    );
  });

  it('leaves a snapshot that is still being made to a later attempt', async () => {
    const aws = playRds({ 'night-20240705': 'creating' });
    await expect(start(aws)).rejects.toThrow(ExportNotStartedError);
    await expect(start(aws)).rejects.toThrow('(the snapshot is creating); the queue tries again');
    expect(aws.started()).toEqual([]);
  });

  it('fails where RDS refuses, so that the queue brings it again when fewer exports run', async () => {
    const aws = playRds(ready);
    aws.rds
      .on(StartExportTaskCommand)
      .rejects(Object.assign(new Error('You have reached 5 concurrent exports.'), { name: 'LimitExceeded' }));
    await expect(start(aws)).rejects.toThrow(
      "the export of snapshot 'night-20240705' was not started (LimitExceeded: You have reached 5 concurrent exports); the queue tries again",
    );
  });
});
