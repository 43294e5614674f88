import { PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryReadText } from '@mall/lambda-kit';
import { outputsOfApplied } from '../src/apply';
import { clientsOf } from '../src/clients';
import { control, runningTwin } from '../src/emulator';
import { TwinAws } from './aws';
import { TestTwin } from './twin';

/** What the telemetry papers of the customer measured. */
const clicksPerSecond = 156;
const sendingSeconds = 10;
const count = clicksPerSecond * sendingSeconds;
const hourMs = 3_600_000;
/** An hour that no other click has: each second of the real clock has its own. */
const hour = new Date(Date.UTC(2030, 0, 1) + (Math.floor(Date.now() / 1000) % 100_000) * hourMs);

/** Sends clicks to the running twin and prints, as JSON, the seconds until the dashboard's data counts them, by part. */
async function main(): Promise<void> {
  const record = runningTwin();
  const clients = clientsOf(record);
  const { click_stream } = await outputsOfApplied(record, 'ingestion');
  const { results_bucket } = await outputsOfApplied(record, 'data-lake');
  const aws = await TwinAws.of(new TestTwin());
  const timed = async (work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    return (performance.now() - begun) / 1000;
  };
  const calls: number[] = [];
  for (let second = 0; second < sendingSeconds; second += 1) {
    const Records = Array.from({ length: clicksPerSecond }, (_, n) => ({ Data: click(second * clicksPerSecond + n) }));
    const taken = await timed(() =>
      clients.firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: click_stream, Records })),
    );
    calls.push(taken);
    await sleep(Math.max(0, 1 - taken) * 1000);
  }
  const parts = {
    ingest: calls.at(-1) ?? 0,
    store: await timed(() => control(record, 'POST', 'firehose/flush')),
    catalog: await timed(() => aws.crawl()),
    chart: await timed(async () => {
      while (!(await shown())) await sleep(100);
    }),
  };
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0);
  console.log(JSON.stringify({ clicks: count, ...parts, total }));

  async function shown(): Promise<boolean> {
    const chart = await tryReadText(clients.s3, results_bucket, 'analyses/clicks_by_hour.csv');
    const tokyo = new Date(hour.getTime() + 9 * hourMs).toISOString();
    return (chart ?? '').includes(`${tokyo.slice(0, 10)},${Number(tokyo.slice(11, 13))},${count},`);
  }
}

function click(n: number): Buffer {
  return Buffer.from(
    JSON.stringify({
      event_id: `${hour.getTime()}-${n}`,
      occurred_at: new Date(hour.getTime() + n).toISOString(),
      visitor_id: `${n % 100}`,
      method: 'GET',
      path: `/items/${n}`,
      status: 200,
    }),
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
