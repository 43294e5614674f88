import { playRds } from './testing';

const context = { awsRequestId: 'r1' };
const queued = (snapshot: string) => ({
  Records: [{ body: JSON.stringify({ detail: { SourceIdentifier: snapshot } }) }],
});

describe('handler', () => {
  const lines: string[] = [];
  beforeAll(() => {
    Object.assign(process.env, {
      SNAPSHOT_PREFIX: 'night',
      BACKUP_BUCKET: 'backup',
      EXPORT_ROLE_ARN: 'role',
      KEY_ARN: 'key',
      TABLES: '["mall.customer"]',
      AWS_REGION: 'ap-northeast-1',
      // The logger writes through the console then, where the test can listen.
      POWERTOOLS_DEV: 'true',
    });
    for (const method of ['info', 'error'] as const) {
      jest.spyOn(console, method).mockImplementation((...printed: unknown[]) => void lines.push(String(printed[0])));
    }
  });
  beforeEach(() => {
    lines.length = 0;
  });

  it('answers with the record and logs it', async () => {
    playRds({ 'night-20240705': 'available' });
    const { handler } = await import('./handler');
    const record = { export: 'night-20240705', started: true };
    expect(await handler(queued('night-20240705'), context)).toMatchObject(record);
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'INFO', ...record, request_id: 'r1' });
  });

  it('starts nothing for snapshots that are not ours', async () => {
    const aws = playRds({ 'before-release': 'available' });
    const { handler } = await import('./handler');
    expect(await handler(queued('before-release'), context)).toEqual({ ignored: true });
    expect(aws.started()).toEqual([]);
  });

  it('logs a failure and fails, so that the message stays in the queue', async () => {
    playRds({});
    const { handler } = await import('./handler');
    await expect(handler(queued('night-20240705'), context)).rejects.toThrow('there is no such snapshot');
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'ERROR', error: { name: 'ExportNotStartedError' } });
  });
});
