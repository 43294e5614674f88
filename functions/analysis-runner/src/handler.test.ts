import { playAws } from './testing';

const context = { awsRequestId: 'r1', getRemainingTimeInMillis: () => 60_000 };

/** A count of customers in the catalog. */
const customers = (count: number) => ({
  columns: { dataset: 'varchar', in_catalog: 'bigint' },
  pages: [[['customer', `${count}`]]],
});
const curated = { 'runs/wr_1/curate.json': { tables: [{ name: 'customer', rows: 7 }] } };

describe('handler', () => {
  const lines: string[] = [];
  beforeAll(() => {
    Object.assign(process.env, {
      ANALYSES: '[{"name":"sales","namedQueryId":"sales"}]',
      COUNTS: '[{"name":"rows_in_catalog","namedQueryId":"rows_in_catalog"}]',
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
    const aws = playAws({ sales: { pages: [[['tops', '1']]] }, rows_in_catalog: customers(7) }, curated);
    const { handler } = await import('./handler');
    expect(await handler({}, context)).toMatchObject({ run_id: 'wr_1', analyses: [{ name: 'sales', rows: 1 }] });
    expect(aws.written().map(({ key }) => key)).toEqual([
      'analyses/sales.csv',
      'runs/wr_1/report.json',
      'analyses/run.json',
    ]);
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'INFO', run_id: 'wr_1', request_id: 'r1' });
  });

  it('fails when rows were lost, after everything is written', async () => {
    const aws = playAws({ sales: {}, rows_in_catalog: customers(6) }, curated);
    const { handler } = await import('./handler');
    const sentence = "step 'catalog' of customer: 7 rows curated, but 6 rows in the catalog";
    await expect(handler({}, context)).rejects.toThrow(`run wr_1 does not balance: ${sentence}`);
    expect(aws.written()).toHaveLength(3);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 'ERROR', error: { name: 'UnbalancedRunError' } });
  });

  it('logs a failure and fails', async () => {
    playAws({ sales: { states: ['FAILED'], reason: 'no such table' }, rows_in_catalog: customers(7) });
    const { handler } = await import('./handler');
    await expect(handler({}, context)).rejects.toThrow("query 'sales' failed (execution sales): no such table");
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'ERROR', error: { name: 'QueryFailedError' } });
  });
});
