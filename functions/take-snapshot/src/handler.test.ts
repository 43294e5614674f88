import { playRds } from './testing';

const context = { awsRequestId: 'r1', getRemainingTimeInMillis: () => 60_000 };

describe('handler', () => {
  const lines: string[] = [];
  beforeAll(() => {
    Object.assign(process.env, {
      DATABASE: 'shop',
      SNAPSHOT_PREFIX: 'night',
      KEPT_SNAPSHOTS: '7',
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
    playRds({});
    const { handler } = await import('./handler');
    const record = { snapshot: 'night-20240705', taken: true, deleted: [] };
    expect(await handler({ scheduledAt: '2024-07-04T17:00:00Z' }, context)).toEqual(record);
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'INFO', ...record, request_id: 'r1' });
  });

  it('logs a failure and fails', async () => {
    const { handler } = await import('./handler');
    await expect(handler({ scheduledAt: 'soon' }, context)).rejects.toThrow("'scheduledAt' must be a time");
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'ERROR', error: { name: 'EventError' } });
  });
});
