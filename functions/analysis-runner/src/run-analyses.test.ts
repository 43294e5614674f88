import { GetWorkflowCommand } from '@aws-sdk/client-glue';
import {
  GetQueryExecutionCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { NoRunError } from './last-run';
import { QueryFailedError, QueryTimeoutError } from './query';
import { ResultShapeError } from './query-result';
import { runAnalyses } from './run-analyses';
import { movableClock, playAws, type PlayedQuery, settingsOf } from './testing';

const run = (queries: Readonly<Record<string, PlayedQuery>>, seconds = 60) => {
  const aws = playAws(queries);
  const clock = movableClock();
  const settings = settingsOf(...Object.keys(queries));
  const running = runAnalyses({ ...aws.clients, settings, clock, deadline: clock.now() + seconds * 1000 });
  // A test that only looks at what was written does not care how it ended.
  running.catch(() => undefined);
  return { aws, running };
};

describe('runAnalyses', () => {
  it('writes each result under its name, and the record last', async () => {
    const { aws, running } = run({
      sales: { pages: [[['tops', '0.5']]] },
      clicks: {
        pages: [
          [
            ['b', null],
            ['a', '1.0E-6'],
          ],
        ],
      },
    });
    const record = {
      run_id: 'wr_1',
      as_of: '2024-07-01T00:00:00.000Z',
      finished_at: '2024-07-01T00:05:00.000Z',
      analyses: [
        { name: 'sales', rows: 1 },
        { name: 'clicks', rows: 2 },
      ],
    };
    expect((await running).record).toEqual(record);
    const csv = { bucket: 'results', type: 'text/csv; charset=utf-8' };
    expect(aws.written()).toEqual([
      { ...csv, key: 'analyses/sales.csv', body: 'category,share\ntops,0.500000\n' },
      { ...csv, key: 'analyses/clicks.csv', body: 'category,share\nb,\na,0.000001\n' },
      expect.objectContaining({ key: 'runs/wr_1/report.json', type: 'application/json' }),
      {
        bucket: 'results',
        key: 'analyses/run.json',
        type: 'application/json',
        body: `${JSON.stringify(record, null, 2)}\n`,
      },
    ]);
  });

  it("runs the named query's text in the workgroup, on the catalog's database", async () => {
    const { aws, running } = run({ sales: {} });
    await running;
    expect(aws.athena.commandCalls(StartQueryExecutionCommand).map(({ args: [{ input }] }) => input)).toEqual([
      { QueryString: 'select sales', WorkGroup: 'group', QueryExecutionContext: { Database: 'mall_dev' } },
    ]);
  });

  it('fetches every page and takes the header off the first only', async () => {
    const { running, aws } = run({
      sales: { pages: [[['a', '1']], [['category', 'share']].map(() => ['b', '2']), [['c', null]]] },
    });
    await running;
    expect(aws.written()[0]?.body).toBe('category,share\na,1.000000\nb,2.000000\nc,\n');
  });

  it('tells NULL from text in every column', async () => {
    const { running, aws } = run({
      sales: {
        pages: [
          [
            [null, null],
            ['NULL', '0'],
          ],
        ],
      },
    });
    await running;
    expect(aws.written()[0]?.body).toBe('category,share\n,\nNULL,0.000000\n');
  });

  it('waits for a query that is queued or running', async () => {
    const { running, aws } = run({ sales: { states: ['QUEUED', 'RUNNING', 'RUNNING', 'SUCCEEDED'] } });
    await running;
    expect(aws.athena.commandCalls(GetQueryExecutionCommand)).toHaveLength(4);
  });

  it.each(['FAILED', 'CANCELLED'] as const)(
    'writes nothing when a query is %s, and says which and why',
    async (state) => {
      const { running, aws } = run({
        good: { pages: [[['a', '1']]] },
        bad: { states: ['RUNNING', state], reason: 'COLUMN_NOT_FOUND: line 1:8' },
      });
      await expect(running).rejects.toThrow(QueryFailedError);
      await expect(running).rejects.toThrow(
        `query 'bad' ${state.toLowerCase()} (execution bad): COLUMN_NOT_FOUND: line 1:8`,
      );
      expect(aws.written()).toEqual([]);
    },
  );

  it('names every analysis that failed', async () => {
    const { running } = run({
      a: { states: ['FAILED'], reason: 'one' },
      b: {},
      c: { states: ['FAILED'], reason: 'two' },
    });
    await expect(running).rejects.toThrow(/'a' failed .*one; .*'c' failed .*two/);
  });

  it('stops a query that does not end in time, and writes nothing', async () => {
    const { running, aws } = run({ slow: { states: ['RUNNING'] } }, 30);
    await expect(running).rejects.toThrow(QueryTimeoutError);
    await expect(running).rejects.toThrow("query 'slow' (execution slow) had not ended");
    expect(aws.athena.commandCalls(StopQueryExecutionCommand)).toHaveLength(1);
    expect(aws.athena.commandCalls(GetQueryExecutionCommand).length).toBeLessThan(30);
    expect(aws.written()).toEqual([]);
  });

  it('writes nothing when a figure is not finite', async () => {
    const { running, aws } = run({ sales: { pages: [[['a', 'NaN']]] } });
    await expect(running).rejects.toThrow("column 'share' must hold finite figures or NULL, got NaN");
    expect(aws.written()).toEqual([]);
  });

  it('refuses an answer without a header, instead of losing its first row', async () => {
    const { running } = run({ sales: { header: ['tops', '1'] } });
    await expect(running).rejects.toThrow(ResultShapeError);
  });

  it('has a few queries under way at a time', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const aws = playAws({});
    let most = 0;
    let underWay = 0;
    aws.athena.on(GetQueryExecutionCommand).callsFake(async () => {
      most = Math.max(most, (underWay += 1));
      await new Promise(setImmediate);
      underWay -= 1;
      return { QueryExecution: { Status: { State: 'SUCCEEDED' } } };
    });
    const clock = movableClock();
    await runAnalyses({ ...aws.clients, settings: settingsOf(...names), clock, deadline: clock.now() + 1000 });
    expect(most).toBe(3);
    expect(aws.written()).toHaveLength(names.length + 2);
  });

  it('says so when the workflow has never run', async () => {
    const aws = playAws({ sales: {} });
    aws.glue.on(GetWorkflowCommand).resolves({ Workflow: { Name: 'marketing' } });
    const props = { ...aws.clients, settings: settingsOf('sales'), clock: movableClock(), deadline: Infinity };
    await expect(runAnalyses(props)).rejects.toThrow(NoRunError);
    await expect(runAnalyses(props)).rejects.toThrow("workflow 'marketing' has never run");
  });
});
