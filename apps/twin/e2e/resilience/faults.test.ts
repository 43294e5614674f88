import path from 'node:path';
import { calculateIndependently, processesLeftIn, TestTwin } from '../twin';
import { changedShop, tablesOf } from './changed-shop';
import { TestedRoad } from './road';

/** The key of each table's rows. */
const keys = {
  customer: 'customer_key',
  purchase: 'purchase_id',
  review: 'review_id',
  survey_response: 'concat(quarter, response_id)',
};
const nothingDoubled = { customer: 0, purchase: 0, review: 0, survey_response: 0 };

const twin = new TestTwin();
const input = path.join(twin.state, 'input');
let road: TestedRoad;

const run = (...args: readonly string[]) => twin.command('run', '--once', ...args);

/** Orders a fault; fails when it could not be ordered. */
async function fault(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await twin.command('fault', ...args);
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}

async function up(): Promise<void> {
  const { exitCode, stderr } = await twin.command('up', '--environment', 'dev', '--tiers', 'road');
  if (exitCode !== 0) throw new Error(stderr);
  road = await TestedRoad.connect();
}

beforeAll(up);

afterAll(async () => {
  await twin.command('down');
});

describe('a run in which a function, the streams, the database and Spark are killed', () => {
  it('ends well, while a second start beside it is refused', async () => {
    await fault('lambda', '--at', 'survey-parser:2');
    await fault('firehose', '--at', 'click-stream:2');
    await fault('database', '--at', 'extract:2');
    await fault('spark', '--at', 'curate:3');
    const [{ exitCode, stderr }, refused] = await Promise.all([run('--rows', '500'), road.startBesideAnother()]);
    expect(exitCode === 0 ? '' : stderr).toBe('');
    expect(refused).toBe('ConcurrentRunsExceededException');
    expect((await road.faults()).map(({ fault: kind, state }) => `${kind} ${state}`)).toEqual([
      'lambda struck',
      'firehose struck',
      'database struck',
      'spark struck',
    ]);
  });

  it('gives what plain Python calculates from the files alone, and doubles no row', async () => {
    const { results, counts } = await calculateIndependently(input);
    expect(await road.results()).toEqual(results);
    expect(await road.doubled(keys)).toEqual(nothingDoubled);
    // The file holds some clicks twice, so they are counted.
    expect(await road.number('select count(*) from clicks')).toBe(counts.clicks?.parsed);
  });
});

describe('a run after which rows were deleted, moved and changed', () => {
  let changed: string;
  let before: readonly string[];
  let left: readonly string[];

  beforeAll(async () => {
    before = await road.partitions('purchase');
    left = [before[0] ?? '', before.at(-1) ?? ''];
    const [deleted = '', moved = ''] = left.map((partition) =>
      partition.replace(/.*year=(\d+)\/month=(\d+).*/, '$1-$2'),
    );
    changed = changedShop(input, { deleted, moved });
  });

  it('ends where Spark is killed in the gate, and leaves tables and results as they were', async () => {
    const lastNight = await road.tags(road.lake.curated_bucket, '');
    const results = await road.results();
    await fault('spark', '--at', 'quality');
    const { exitCode, stderr } = await run('--data', tablesOf(changed));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('mall-dev-pipeline-quality FAILED: Command failed with exit code 137');
    expect(await road.tags(road.lake.curated_bucket, '')).toEqual(lastNight);
    expect(await road.results()).toEqual(results);
  });

  it('goes on by itself when the whole twin was killed and is up again, and ends as if nothing had happened', async () => {
    await fault('twin', '--at', 'curate:4');
    const { exitCode } = await run('--data', tablesOf(changed));
    expect(exitCode).toBe(1);
    expect((await twin.command('status')).stderr).toContain('was killed; bring it back');
    await up();
    await road.settled();
    const { results } = await calculateIndependently(changed);
    expect(await road.results()).toEqual(results);
    expect(await road.doubled(keys)).toEqual(nothingDoubled);
  });

  it('still knows of every click that it had taken in before it was killed', async () => {
    const clicks = await road.number('select count(*) from clicks');
    const objects = Object.keys(await road.tags(road.lake.curated_bucket, 'clicks/')).length;
    expect(await road.clickCounts()).toEqual({ records: clicks, delivered: clicks, failed: 0, waiting: 0, objects });
  });

  it('leaves nothing of a partition whose rows are gone', async () => {
    const after = await road.partitions('purchase');
    expect(before).toEqual(expect.arrayContaining([...left]));
    expect(after).not.toContain(left[0]);
    expect(after).toContain('purchase/year=2024/month=05');
  });
});

describe('uploads', () => {
  const workbookOf = (quarter: string) => path.join(input, `survey-${quarter}.xlsx`);
  const staged = () => road.tags(road.lake.raw_bucket, 'staged/survey_response/');
  const parts = ['2024Q1', '2024Q2'].map((quarter) => `staged/survey_response/quarter=${quarter}/responses.parquet`);

  it('are read as they are now, however often and late S3 tells of them', async () => {
    const earlier = await staged();
    await road.replaceSurvey('2024Q1', workbookOf('2024Q3'));
    await road.replaceSurvey('2024Q1', workbookOf('2024Q2'));
    await road.settled();
    const newest = await staged();
    expect(newest[parts[0] ?? '']).not.toBe(earlier[parts[0] ?? '']);
    await fault('redelivery');
    await road.settled();
    expect(await staged()).toEqual(newest);
  });

  it('that the parser died of three times lie in its dead-letter queue as S3 told of them, and are driven again', async () => {
    for (const write of [1, 2, 3]) await fault('lambda', '--at', `survey-parser:${write}`);
    await road.replaceSurvey('2024Q1', workbookOf('2024Q3'));
    await road.settled();
    const looked = await twin.command('redrive', 'survey-parser', '--look');
    expect(looked.stdout).toMatch(
      /Runtime exited with error: signal 9: \{"Records": \[\{.*"key": "surveys\/survey-2024Q1.xlsx"/,
    );
    const lost = await staged();
    expect((await twin.command('redrive', 'survey-parser')).stdout).toContain('1 dead letters');
    await road.settled();
    expect((await staged())[parts[0] ?? '']).not.toBe(lost[parts[0] ?? '']);
    expect((await twin.command('redrive', 'survey-parser', '--look')).stdout).toContain('0 dead letters');
  });
});

describe('the end', () => {
  it('leaves no process', async () => {
    await twin.command('down');
    expect(await processesLeftIn(twin.state)).toEqual([]);
  });
});
