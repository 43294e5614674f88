import { deliverClicks, parseClickLine, type ClickCounts, type DeliverClicksProps } from '@mall/clicks';
import { type FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { setTimeout as sleep } from 'node:timers/promises';

/** One of every so many lines is no click. */
export const oddLineEvery = 100;
const linesAtOnce = 250;
const batchRecords = 500;

/** Sends `count` lines at `perSecond` as a web server does, from line 0; event ids begin with `name`. */
export function produce(
  name: string,
  count: number,
  perSecond: number,
  props: Pick<DeliverClicksProps, 'key' | 'client' | 'clickStream' | 'rejectedClickStream'>,
): Promise<ClickCounts> {
  return deliverClicks({ ...props, parse: parseClickLine, lines: paced(count, perSecond, (n) => lineOf(name, n)) });
}

/** Sends `count` records that no producer of ours would, past it: of each two one is no JSON, one has a text for its status. */
export async function produceOdd(
  client: FirehoseClient,
  stream: string,
  count: number,
  perSecond: number,
): Promise<void> {
  let batch: { Data: Buffer }[] = [];
  const send = async () => {
    const answer = await client.send(new PutRecordBatchCommand({ DeliveryStreamName: stream, Records: batch }));
    const refused = batch.filter((_, at) => answer.RequestResponses?.[at]?.ErrorCode !== undefined);
    if (refused.length > 0) await sleep(500);
    batch = refused;
  };
  for await (const Data of paced(count, perSecond, oddRecord)) {
    batch.push({ Data });
    if (batch.length === batchRecords) await send();
  }
  while (batch.length > 0) await send();
}

async function* paced(count: number, perSecond: number, lineOf: (n: number) => Buffer): AsyncGenerator<Buffer> {
  const begun = performance.now();
  for (let n = 0; n < count; n += 1) {
    if (n % linesAtOnce === 0) await sleep(Math.max(0, begun + (n / perSecond) * 1000 - performance.now()));
    yield lineOf(n);
  }
}

/** Most happened today, some days ago; half of the clocks stand on Tokyo's time. */
function lineOf(name: string, n: number): Buffer {
  if (n % oddLineEvery === 0) return Buffer.from(`no click ${n}`);
  const day = n % 20 === 1 ? '10' : '17';
  const offset = n % 2 === 0 ? 'Z' : '+09:00';
  return Buffer.from(
    JSON.stringify({
      event_id: `${name}-${n}`,
      occurred_at: `2024-05-${day}T12:${`${n % 60}`.padStart(2, '0')}:00.${`${n % 1000}`.padStart(3, '0')}${offset}`,
      ip: `192.0.2.${n % 250}`,
      method: 'GET',
      path: `/items/${n % 313}?from=${n}`,
      status: 200,
      user_agent: 'Mozilla/5.0',
      referrer: 'https://shop.example/new',
      session_id: `s${n % 977}`,
      campaign: 'a field that nobody has announced',
    }),
  );
}

function oddRecord(n: number): Buffer {
  if (n % 2 === 0) return Buffer.from([0xff, n & 0xff]);
  return Buffer.from(JSON.stringify({ event_id: `odd-${n}`, occurred_at: '2024-05-17T12:00:00.000Z', status: 'many' }));
}
