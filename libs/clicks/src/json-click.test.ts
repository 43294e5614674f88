import { parseClickLine } from './json-click';

const click = {
  event_id: 'e1',
  occurred_at: '2024-05-17T10:05:03+09:00',
  ip: '192.0.2.1',
  method: 'GET',
  path: '/a',
  status: 200,
  user_agent: 'Mozilla/5.0',
  referrer: 'http://shop.example/',
};
const parse = (fields: object) => parseClickLine(Buffer.from(JSON.stringify({ ...click, ...fields })));

describe('parseClickLine', () => {
  it('reads a click', () => {
    expect(parse({ session_id: 's1', customer_id: 'c1' })).toEqual({
      eventId: 'e1',
      occurredAt: new Date('2024-05-17T01:05:03Z'),
      ip: '192.0.2.1',
      method: 'GET',
      path: '/a',
      status: 200,
      referrer: 'http://shop.example/',
      sessionId: 's1',
    });
  });

  it.each([
    ['2024-05-17T10:05:03.123456Z', '2024-05-17T10:05:03.123Z'],
    ['2024-05-17T10:05:03.9-05:30', '2024-05-17T15:35:03.900Z'],
    ['2024-05-17 10:05+0900', '2024-05-17T01:05:00.000Z'],
    ['2024-02-29T00:00:00+09', '2024-02-28T15:00:00.000Z'],
    ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000Z'],
  ])('reads the time %s', (occurred_at, expected) => {
    expect(parse({ occurred_at }).occurredAt.toISOString()).toBe(expected);
  });

  it.each([
    ['2024-05-17T10:05:03', 'the time has no offset from UTC'],
    ['17.05.2024 10:05', 'the time cannot be read'],
    ['2024-05-17', 'the time cannot be read'],
    ['2023-02-29T10:05:03Z', 'the time does not exist'],
    ['2024-05-17T24:00:00Z', 'the time does not exist'],
    ['2024-05-17T10:05:60Z', 'the time does not exist'],
    ['2024-05-17T10:05:03+24:00', 'the time does not exist'],
    ['9999-12-31T23:59:59-01:00', 'the time does not exist'],
    ['0001-01-01T00:00:00+09:00', 'the time does not exist'],
  ])('rejects the time %s', (occurred_at, reason) => {
    expect(() => parse({ occurred_at })).toThrow(reason);
  });

  it.each(['event_id', 'occurred_at', 'ip', 'method', 'path', 'status'])('rejects a click without %s', (name) => {
    for (const empty of [undefined, null, '']) expect(() => parse({ [name]: empty })).toThrow(`'${name}' is missing`);
  });

  it.each([{ session_id: null }, { session_id: ' ' }, { referrer: '' }, { referrer: null }, { user_agent: undefined }])(
    'reads a click with %j',
    (fields) => {
      expect(parse(fields).eventId).toBe('e1');
    },
  );

  it('reads a status written as text', () => {
    expect(parse({ status: '404' }).status).toBe(404);
  });

  it.each([99, 1000, 200.5, '2xx', true])('rejects the status %s', (status) => {
    expect(() => parse({ status })).toThrow("'status' is not a whole number of three digits");
  });

  it.each([
    ['', 'not JSON'],
    ['{"event_id":', 'not JSON'],
    ['[]', 'not a JSON object'],
    ['null', 'not a JSON object'],
    ['"GET"', 'not a JSON object'],
    ['{"event_id":1}', "'event_id' is not text"],
  ])('rejects the line %j', (text, reason) => {
    expect(() => parseClickLine(Buffer.from(text))).toThrow(reason);
  });

  it('rejects bytes that are not UTF-8', () => {
    expect(() => parseClickLine(Buffer.from(JSON.stringify({ ...click, path: '/é' }), 'latin1'))).toThrow('not UTF-8');
  });

  it('does not quote the line in a reason', () => {
    expect(() => parseClickLine(Buffer.from('{"ip":"192.0.2.1", oops'))).not.toThrow('192.0.2.1');
  });
});
