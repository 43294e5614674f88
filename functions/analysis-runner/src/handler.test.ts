import { playAws } from './testing';

const context = { awsRequestId: 'r1', getRemainingTimeInMillis: () => 60_000 };

describe('handler', () => {
  const lines: string[] = [];
  beforeAll(() => {
    Object.assign(process.env, {
      ANALYSES: '[{"name":"sales","namedQueryId":"sales"}]',
      WORKGROUP: 'group',
      CATALOG_DATABASE: 'mall_dev',
      RESULT_BUCKET: 'results',
      WORKFLOW: 'marketing',
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
    const aws = playAws({ sales: { pages: [[['tops', '1']]] } });
    const { handler } = await import('./handler');
    expect(await handler({}, context)).toMatchObject({ run_id: 'wr_1', analyses: [{ name: 'sales', rows: 1 }] });
    expect(aws.written().map(({ key }) => key)).toEqual(['analyses/sales.csv', 'analyses/run.json']);
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'INFO', run_id: 'wr_1', request_id: 'r1' });
  });

  it('logs a failure and fails', async () => {
    playAws({ sales: { states: ['FAILED'], reason: 'no such table' } });
    const { handler } = await import('./handler');
    await expect(handler({}, context)).rejects.toThrow("analysis 'sales' failed (query sales): no such table");
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'ERROR', error: { name: 'QueryFailedError' } });
  });
});
