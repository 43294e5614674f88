import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { outputsOfApplied } from '../../src/apply';
import { clientsOf, readSecret } from '../../src/clients';
import { clientEnvironment, control } from '../../src/emulator';
import { projectRoot } from '../../src/paths';
import type { TwinRecord } from '../../src/record';
import { TwinAws } from '../aws';
import { TestTwin } from '../twin';
import { oddLineEvery, produce, produceOdd } from './producers';

const seconds = 120;
const perSecond = 5_000;
const producers = ['a', 'b', 'c', 'd'];
const oddRecords = 6_000;
const lines = (seconds * perSecond - oddRecords) / producers.length;
/** From here on, for ten seconds, every stream takes a third of what is sent. */
const hasteAt = 40;
const hasteSeconds = 10;
const hasteBytes = 400_000;

const twin = new TestTwin();
let record: TwinRecord;
let aws: TwinAws;

beforeAll(async () => {
  const { exitCode, stderr } = await twin.command('up', '--environment', 'dev', '--tiers', 'road');
  if (exitCode !== 0) throw new Error(stderr);
  record = JSON.parse(twin.read('twin.json').toString()) as TwinRecord;
  aws = await TwinAws.of(twin);
});

afterAll(async () => {
  await twin.command('down');
});

describe(`${perSecond} clicks a second for ${seconds} seconds`, () => {
  const sent = { delivered: 0, rejected: 0 };

  it('are all accepted, though the stream is in no mood for all of them all the time', async () => {
    const clients = clientsOf(record);
    const ingestion = await outputsOfApplied(record, 'ingestion');
    const props = {
      key: await readSecret(clients.secrets, ingestion.click_key_secret_arn),
      client: clients.firehose,
      clickStream: ingestion.click_stream,
      rejectedClickStream: ingestion.rejected_click_stream,
    };
    const begun = performance.now();
    const [counts] = await Promise.all([
      Promise.all(producers.map((name) => produce(name, lines, lines / seconds, props))),
      produceOdd(clients.firehose, ingestion.click_stream, oddRecords, oddRecords / seconds),
      beInHaste(),
    ]);
    for (const { delivered, rejected } of counts) {
      sent.delivered += delivered;
      sent.rejected += rejected;
    }
    const taken = (performance.now() - begun) / 1000;
    console.log(
      `${seconds * perSecond} records in ${taken.toFixed(1)} s: ${Math.round((seconds * perSecond) / taken)} a second`,
    );
    expect(sent.rejected).toBe((lines / oddLineEvery) * producers.length);
    expect(sent.delivered + sent.rejected + oddRecords).toBe(seconds * perSecond);
  });

  it('are each in exactly one place, by the objects', async () => {
    await control(record, 'POST', 'firehose/flush');
    expect(countedInObjects()).toEqual({
      clicks: sent.delivered,
      rejected: sent.rejected,
      'metadata-extraction-failed': oddRecords / 2,
      'format-conversion-failed': oddRecords / 2,
    });
  });

  it('are counted alike by Athena, none twice', async () => {
    await aws.crawl();
    expect(await aws.number('select count(*) from clicks')).toBe(sent.delivered);
    expect(await aws.number('select count(distinct event_id) from clicks')).toBe(sent.delivered);
    const late = "select count(*) from clicks where year = '2024' and month = '05' and day = '10'";
    expect(await aws.number(late)).toBe((lines / 20) * producers.length);
  });
});

async function beInHaste(): Promise<void> {
  await sleep(hasteAt * 1000);
  await control(record, 'POST', `firehose/quota?bytes=${hasteBytes}`);
  await sleep(hasteSeconds * 1000);
  await control(record, 'POST', 'firehose/quota?bytes=0');
}

function countedInObjects(): unknown {
  const python = path.join(projectRoot, '.cache/python/bin/python');
  const script = path.join(__dirname, '../parquet/count_clicks.py');
  const environment = { ...process.env, ...clientEnvironment(record) };
  const output = execFileSync(python, [script, aws.lake.curated_bucket, aws.lake.quarantine_bucket], {
    env: environment,
    encoding: 'utf8',
  });
  return JSON.parse(output);
}
