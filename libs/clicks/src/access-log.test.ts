import { createHash } from 'node:crypto';
import { parseAccessLogLine } from './access-log';

const line = (
  parts: Partial<Record<'host' | 'user' | 'time' | 'request' | 'status' | 'size' | 'referrer' | 'agent', string>> = {},
) => {
  const { host = '192.0.2.1', user = '-', time = '17/May/2015:10:05:03 +0000', request = 'GET /a?b HTTP/1.1' } = parts;
  const { status = '200', size = '203', referrer = 'http://shop.example/', agent = 'Mozilla/5.0' } = parts;
  return Buffer.from(`${host} - ${user} [${time}] "${request}" ${status} ${size} "${referrer}" "${agent}"`);
};
const parse = (bytes: Buffer) => parseAccessLogLine(bytes, 7);

describe('parseAccessLogLine', () => {
  it('reads a line of the combined log format', () => {
    expect(parse(line())).toMatchObject({
      occurredAt: new Date('2015-05-17T10:05:03Z'),
      ip: '192.0.2.1',
      method: 'GET',
      path: '/a?b',
      status: 200,
      referrer: 'http://shop.example/',
    });
  });

  it('takes the SHA-256 of line number, newline and raw bytes for the event id', () => {
    const bytes = Buffer.concat([line(), Buffer.from('\r')]);
    const expected = createHash('sha256').update('7\n').update(bytes).digest('hex');
    expect(parse(bytes).eventId).toBe(expected);
    expect(parseAccessLogLine(bytes, 8).eventId).not.toBe(expected);
  });

  it.each([
    ['a space in the path', 'GET /a b HTTP/1.1', 'GET', '/a b'],
    ['no protocol', 'GET /a', 'GET', '/a'],
    ['an escaped quote', String.raw`GET /\"a HTTP/1.1`, 'GET', String.raw`/\"a`],
    ['a star', 'OPTIONS * HTTP/1.0', 'OPTIONS', '*'],
    ['HTTP/2', 'POST /a HTTP/2', 'POST', '/a'],
  ])('reads a request with %s', (_, request, method, path) => {
    expect(parse(line({ request }))).toMatchObject({ method, path });
  });

  it.each([
    { size: '-' },
    { user: 'Taro Yamada' },
    { host: '2001:db8::1' },
    { agent: '' },
    { agent: String.raw`\"x\" \\` },
  ])('reads a line with %j', (parts) => {
    expect(parse(line(parts)).status).toBe(200);
  });

  it.each(['-', '', ' '])('knows no referrer in "%s"', (referrer) => {
    expect(parse(line({ referrer }))).not.toHaveProperty('referrer');
  });

  it('reads the offset of the time', () => {
    const { occurredAt } = parse(line({ time: '01/Jan/2024:08:30:00 +0900' }));
    expect(occurredAt).toEqual(new Date('2023-12-31T23:30:00Z'));
  });

  it('reads bytes that are not UTF-8 as Latin-1, losing none', () => {
    const bytes = Buffer.from(line({ request: 'GET /caf\u00e9 HTTP/1.1' }).toString(), 'latin1');
    expect(parse(bytes).path).toBe('/caf\u00e9');
  });

  it.each([
    ['an unfinished user agent', line().subarray(0, -1), 'combined log format'],
    [
      'the common log format',
      Buffer.from('192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1'),
      'combined',
    ],
    ['an empty line', Buffer.from(''), 'combined log format'],
    ['a request without a path', line({ request: '-' }), 'no method and path'],
    ['a request of one word', line({ request: String.raw`\x16\x03` }), 'no method and path'],
    ['a time without an offset', line({ time: '17/May/2015:10:05:03' }), 'no offset'],
    ['a month that does not exist', line({ time: '17/Mai/2015:10:05:03 +0000' }), 'does not exist'],
    ['a day that does not exist', line({ time: '31/Apr/2015:10:05:03 +0000' }), 'does not exist'],
  ])('rejects %s', (_, bytes, reason) => {
    expect(() => parse(bytes)).toThrow(reason);
  });

  it('reads a hostile line in linear time', () => {
    expect(() => parse(Buffer.from(`1 - ${'[ '.repeat(200_000)}`))).toThrow('combined log format');
  });
});
