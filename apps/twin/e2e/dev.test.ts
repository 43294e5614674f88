import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runningTwin, untilIdle } from '../src/emulator';
import { describeAlarms } from './alarms';
import { TwinAws } from './aws';
import { corpusReports, mendedCustomers, shopWith, withOddWorkbooks } from './inputs';
import { describeIdentity } from './identity';
import { canaryShop, type CanaryShop, describeLeaks } from './leaks';
import { describeLostNight } from './lost-night';
import { describeNetwork } from './network';
import { describeNight } from './night';
import { describePeople } from './people';
import { describePermissions } from './permissions';
import { describeRefusedSurveys } from './refused-surveys';
import { TestSlack } from './slack';
import { describeStatements } from './statements';
import { calculateIndependently, newFolder, processesLeftIn, TestTwin, textsIn } from './twin';

const twin = new TestTwin();
const slack = new TestSlack();
let aws: TwinAws;

const run = (...args: readonly string[]) => twin.command('run', '--once', ...args);

beforeAll(async () => {
  const { exitCode, stderr } = await twin.command('up', '--environment', 'dev');
  if (exitCode !== 0) throw new Error(stderr);
  aws = await TwinAws.of(twin);
  await slack.hear(runningTwin());
});

afterAll(async () => {
  await twin.command('down');
  await slack.stop();
});

describe('the stacks of dev', () => {
  it('are applied byte for byte as they were synthesized', () => {
    expect(twin.stacks).toEqual(readdirSync(path.join(twin.state, 'cdktf.out', 'stacks')).sort());
    for (const stack of twin.stacks) {
      const synthesized = twin.read('cdktf.out', 'stacks', stack, 'cdk.tf.json');
      expect(twin.read('stacks', stack, 'cdk.tf.json').equals(synthesized)).toBe(true);
    }
  });

  it('are all kept for a comeback', () => {
    expect(twin.read('logs', 'emulator.log').toString()).not.toContain('nothing was saved');
  });

  // One NAT gateway and one zone for the database, as the environment table says.
  describeNetwork(twin, { environment: 'dev', waysOutLostWith: ['a'], databaseLostWith: ['a'], morePairs: {} });
});

describe('the data road on generated data', () => {
  const exported = newFolder();
  let input: string;

  it('ends well and says what became of every record', async () => {
    const { exitCode, stdout, stderr } = await run('--rows', '1000', '--export', exported);
    expect(exitCode === 0 ? '' : stderr).toBe('');
    expect(stdout).toMatch(/\d+ counts reconcile, from the sources to the analyses/);
    input = path.join(twin.state, 'input');
    const { counts } = await calculateIndependently(input);
    for (const name of ['customer', 'purchase', 'review']) {
      expect(stdout).toMatch(new RegExp(`${name} +${figures(counts[name]?.read, counts[name]?.good)}`));
    }
  });

  it('gives the five results that plain Python calculates from the files alone', async () => {
    const { results } = await calculateIndependently(input);
    expect(textsIn(exported)).toEqual(results);
    expect(Object.keys(results)).toHaveLength(5);
    expect(JSON.parse(readFileSync(path.join(exported, 'report.json'), 'utf8'))).toMatchObject({ balanced: true });
  });

  describeNight(twin);

  it('leaves every plan empty', async () => {
    const { exitCode, stderr } = await twin.command('plan');
    expect(exitCode === 0 ? '' : stderr).toBe('');
  });

  it('shows a new partition only after the crawler has registered it', async () => {
    const clicksOfThatDay = "select count(*) from clicks where year = '2031' and month = '02' and day = '03'";
    await aws.deliverClick('2031-02-03');
    expect(await aws.number(clicksOfThatDay)).toBe(0);
    await aws.crawl();
    expect(await aws.number(clicksOfThatDay)).toBe(1);
    // The crawl has the analyses made anew, which are not to meet the next run.
    await untilIdle(runningTwin());
  });
});

describe('the quality gate', () => {
  it('stops a run with 6 % of purchases by unknown customers, names the rule and curates nothing', async () => {
    const before = await aws.keys(aws.lake.curated_bucket, 'purchase/');
    const { exitCode, stderr } = await run('--data', shopWith(6));
    expect(exitCode).toBe(3);
    expect(stderr).toContain('purchase.customer_known');
    expect(await aws.keys(aws.lake.curated_bucket, 'purchase/')).toEqual(before);
  });

  it('is heard of in Slack, once', async () => {
    await untilIdle(runningTwin());
    expect(slack.told.filter((message) => message.includes('Job mall-dev-pipeline-quality failed'))).toHaveLength(1);
  });

  it('lets exactly 5 % pass once one row is mended, and says of the others no more than it must', async () => {
    const exported = newFolder();
    const corrections = mendedCustomers({ p1: 'c1' });
    const { exitCode, stdout, stderr } = await twin.command('replay', corrections, '--export', exported);
    expect(exitCode === 0 ? '' : stderr).toBe('');
    expect(stdout).toMatch(/purchase +100 +95 +5 +0/);
    expect(stdout).toContain('purchase: 1 rows are good by corrections, 5 are in quarantine');
    expect(await aws.keys(aws.lake.landing_bucket, 'mended/')).toEqual([]);
    expect(readFileSync(path.join(exported, 'sales_by_category.csv'), 'utf8')).toContain('Tops,95,95,');
    const quarantined = await aws.texts(aws.lake.quarantine_bucket, 'rows/dataset=purchase/');
    expect(quarantined).toContain('purchase.customer_known');
    expect(quarantined).not.toContain('nobody');
  });

  it('keeps what is in quarantine where it can be asked for, by state', async () => {
    const records = (state: string) => aws.quarantinedPurchases(state);
    expect([await records('bad'), await records('mended'), await records('judged')]).toEqual([5, 1, 1]);
  });
});

describe('surveys', () => {
  let shop: CanaryShop;

  it('are read with other headings and in another order, and one that is no workbook harms nothing else', async () => {
    const exported = newFolder();
    shop = await canaryShop();
    const { exitCode, stdout, stderr } = await run('--data', await withOddWorkbooks(shop.folder), '--export', exported);
    expect(exitCode === 0 ? '' : stderr).toBe('');
    shop = { ...shop, said: stdout + stderr };
    expect(stdout).toMatch(/survey-2023Q1 .*refused: /);
    const reports = await aws.texts(aws.lake.raw_bucket, 'staged/reports/');
    for (const report of corpusReports) expect(reports).toContain(report);
    const inflow = readFileSync(path.join(exported, 'inflow_by_age_band.csv'), 'utf8');
    expect(inflow).toContain('2023Q2,20s,instagram,20,1.000000\n2023Q2,20s,x,20,1.000000\n');
    expect(inflow).toContain('2024Q1,');
    expect(inflow).not.toContain('2023Q1');
  });

  describeRefusedSurveys(() => aws, slack);

  describeLeaks(
    twin,
    () => aws,
    () => shop,
    slack,
  );
});

describeAlarms(slack);
describePermissions(twin);
describeLostNight(twin);
describeIdentity();

describePeople();
describeStatements();

describe('the end', () => {
  it('destroys every stack of dev', async () => {
    const { exitCode, stderr } = await twin.command('destroy');
    expect(exitCode === 0 ? '' : stderr).toBe('');
  });

  it('leaves no process and no file', async () => {
    await twin.command('down');
    expect(await processesLeftIn(twin.state)).toEqual([]);
    expect(() => twin.stacks).toThrow('ENOENT');
  });
});

/** How the screen shows read, good, quarantined and duplicate rows of a table. */
function figures(read = 0, good = 0): string {
  const shown = (value: number) => value.toLocaleString('en');
  return [read, good, read - good, 0].map(shown).join(' +');
}
