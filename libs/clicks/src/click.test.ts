import { createHmac } from 'node:crypto';
import { datasetOf } from '@mall/datasets';
import { pseudonymise } from './click';
import type { RawClick } from './raw-click';

const key = 'a key of the shop, long enough';
const raw: RawClick = {
  eventId: 'e1',
  occurredAt: new Date('2024-05-17T01:05:03.000Z'),
  ip: '192.0.2.1',
  method: 'GET',
  path: '/a?mail=taro@example.com#top',
  status: 200,
  referrer: 'http://shop.example/b#x?y',
  sessionId: 's1',
};
const click = (changes: Partial<RawClick> = {}) => pseudonymise({ ...raw, ...changes }, key);
const hmac = (text: string) => createHmac('sha256', key).update(text).digest('hex').slice(0, 32);

describe('a delivered click', () => {
  it('has exactly the columns of the contract', () => {
    expect(Object.keys(click())).toEqual(datasetOf('clicks').columns.map(({ name }) => name));
  });

  it('has the same columns when it knows neither referrer nor session', () => {
    const { eventId, occurredAt, ip, method, path, status } = raw;
    expect(pseudonymise({ eventId, occurredAt, ip, method, path, status }, key)).toEqual({
      ...click(),
      referrer: null,
      session_id: null,
    });
  });

  it('carries no address, session, query or fragment', () => {
    const text = JSON.stringify(click());
    for (const secret of ['192.0.2.1', '"s1"', 'taro', 'top', '#', '?']) expect(text).not.toContain(secret);
    expect(click()).toMatchObject({ path: '/a', referrer: 'http://shop.example/b' });
  });

  it('writes its time in UTC with milliseconds', () => {
    expect(click().occurred_at).toBe('2024-05-17T01:05:03.000Z');
  });

  it('knows its visitor for one Tokyo day', () => {
    const at = (time: string) => click({ occurredAt: new Date(time) }).visitor_id;
    expect(at('2024-05-16T15:00:00Z')).toBe(hmac('visitor\n2024-05-17\n192.0.2.1'));
    expect(at('2024-05-17T14:59:59Z')).toBe(at('2024-05-16T15:00:00Z'));
    expect(at('2024-05-17T15:00:00Z')).not.toBe(at('2024-05-17T14:59:59Z'));
  });

  it('tells visitors and keys apart', () => {
    expect(click({ ip: '192.0.2.2' }).visitor_id).not.toBe(click().visitor_id);
    expect(pseudonymise(raw, `${key}!`).visitor_id).not.toBe(click().visitor_id);
  });

  it('hashes the session in its own domain', () => {
    expect(click().session_id).toBe(hmac('session\ns1'));
  });
});
