import { deliverClicks, type DeliverClicksProps } from './deliver-clicks';
import { lineParserOf } from './click-file';
import { parseClickLine } from './json-click';
import { splitLines } from './lines';
import { chunksOf, MemoryFirehose } from './testing';

const click = (id: string, path = '/a') =>
  JSON.stringify({
    event_id: id,
    occurred_at: '2024-05-17T10:05:03Z',
    ip: '192.0.2.1',
    method: 'GET',
    path,
    status: 200,
  });
const deliver = async (lines: readonly (string | Buffer)[], changes: Partial<DeliverClicksProps> = {}) => {
  const firehose = new MemoryFirehose();
  const counts = await deliverClicks({
    lines: splitLines(chunksOf(...lines.flatMap((line) => [line, '\n']))),
    parse: parseClickLine,
    key: 'a key of the shop, long enough',
    client: firehose.client,
    clickStream: 'clicks',
    rejectedClickStream: 'rejected',
    ...changes,
  });
  return { counts, clicks: firehose.objects('clicks'), rejected: firehose.objects('rejected'), firehose };
};

describe('deliverClicks', () => {
  it('accounts for every line', async () => {
    const { counts, clicks, rejected } = await deliver([click('e1'), 'oops', click('e2'), '']);
    expect(counts).toEqual({ read: 4, delivered: 2, rejected: 2 });
    expect(clicks.map(({ event_id }) => event_id)).toEqual(['e1', 'e2']);
    expect(rejected).toEqual([
      { line: 1, reason: 'the line is not JSON', encoding: 'utf-8', original: 'oops' },
      { line: 3, reason: 'the line is not JSON', encoding: 'utf-8', original: '' },
    ]);
  });

  it('ends every record with a newline, so that files of many are read line by line', async () => {
    const { firehose } = await deliver([click('e1'), 'oops']);
    for (const stream of ['clicks', 'rejected']) {
      expect(firehose.records(stream).every((record) => /^[^\n]+\n$/.test(record))).toBe(true);
    }
  });

  it('keeps the bytes of a rejected line that is not UTF-8', async () => {
    const line = Buffer.from([0x7b, 0xff, 0x00, 0x7d]);
    const { rejected } = await deliver([line]);
    expect(rejected[0]).toMatchObject({ encoding: 'base64', original: line.toString('base64') });
  });

  it('keeps a long rejected line whole, in parts that Firehose accepts', async () => {
    const line = 'é"\\'.repeat(500_000);
    const { counts, rejected, firehose } = await deliver([line]);
    expect(counts).toEqual({ read: 1, delivered: 0, rejected: 1 });
    expect(Buffer.concat(rejected.map(({ original }) => Buffer.from(String(original), 'base64'))).toString()).toBe(
      line,
    );
    expect(rejected.map(({ part }) => part)).toEqual(rejected.map((_, index) => index + 1));
    expect(new Set(rejected.map(({ parts }) => parts))).toEqual(new Set([rejected.length]));
    expect(Math.max(...firehose.calls.flatMap(({ sizes }) => sizes))).toBeLessThan(1000 * 1024);
  });

  it('keeps a rejected line of control characters within a record', async () => {
    const { firehose } = await deliver(['\u0001'.repeat(128 * 1024)]);
    expect(Math.max(...firehose.calls.flatMap(({ sizes }) => sizes))).toBeLessThan(1000 * 1024);
  });

  it('rejects a click that is larger than Firehose accepts', async () => {
    const { counts, rejected } = await deliver([click('e1', `/${'a'.repeat(1000 * 1024)}`), click('e2')]);
    expect(counts).toEqual({ read: 2, delivered: 1, rejected: 1 });
    expect(rejected[0]).toMatchObject({ line: 0, reason: 'the click is larger than Firehose accepts' });
  });

  it('counts lines of an access log from 0, also those that are none', async () => {
    const line = '192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "x"';
    const props = { parse: lineParserOf('logs/access.log.gz') };
    const [first, third] = (await deliver([line, 'oops', line], props)).clicks;
    const [alone] = (await deliver([line], props)).clicks;
    expect(first?.event_id).toBe(alone?.event_id);
    expect(third?.event_id).not.toBe(first?.event_id);
  });

  it('lets a failure of the source through', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from(click('e1')));
      throw new Error('disk gone');
    }
    await expect(deliver([], { lines: broken() })).rejects.toThrow('disk gone');
  });

  it('does not take a fault of a parser for a line that is no click', async () => {
    const parse = () => {
      throw new TypeError('broken parser');
    };
    await expect(deliver(['a'], { parse })).rejects.toThrow('broken parser');
  });

  it('refuses a key too short to protect anybody', async () => {
    await expect(deliver([], { key: 'short' })).rejects.toThrow('at least 16 characters, got 5');
  });
});

describe('lineParserOf', () => {
  it.each(['clicks.jsonl', '/a/clicks.jsonl.gz'])('reads %s as JSON', (file) => {
    expect(lineParserOf(file)).toBe(parseClickLine);
  });

  it('refuses another name', () => {
    expect(() => lineParserOf('clicks.csv')).toThrow("click file 'clicks.csv' must end with .jsonl or .log");
  });
});
