import { pseudonymise } from './click';
import { discreetMethod, discreetPath, discreetReferrer, isCode } from './discreet';

describe('a path', () => {
  it.each([
    '/',
    '/items/1024',
    '/v1.2/items',
    '/static/app.min.css',
    '/items/4901234567894',
    '/a%20b/c%2fd',
    '*',
    '/presentations/logstash-monitorama-2013/images/kibana-search.png',
  ])('that names nobody stays: %s', (path) => {
    expect(discreetPath(path)).toBe(path);
  });

  it.each([
    ['/accounts/taro@example.jp/orders', '/accounts/-.jp/orders'],
    ['/accounts/taro%40example.jp', '/accounts/-.jp'],
    ['/accounts/taro%2540example', '/accounts/-'],
    ['http://taro:secret@mall.example/a', 'http://-/a'],
    ['/customers/山田太郎', '/customers/-'],
    ['/customers/%E5%B1%B1%E7%94%B0', '/customers/-'],
    ['/customers/Taro Yamada', '/customers/-'],
    ['/call/090-1234-5678', '/call/-'],
    ['/call/09012345678.json', '/call/-.json'],
    ['/pay/4111111111111111', '/pay/-'],
    ['山田太郎', '-'],
  ])('says no more than it must: %s', (path, discreet) => {
    expect(discreetPath(path)).toBe(discreet);
  });

  it.each(['/images/logo@2x.png', '/画像/山.svg', '/call/09012345678.css'])(
    'stays what a page brings along, and a page a page: %s',
    (path) => {
      expect(discreetPath(path).split('.').at(-1)).toBe(path.split('.').at(-1));
    },
  );
});

describe('a referrer', () => {
  it.each([
    ['https://mail.example/inbox/taro@example.jp?a', 'https://mail.example/inbox/-.jp'],
    ['https://www.example.com/search', 'https://www.example.com/search'],
    ['android-app://com.example.mail/', 'android-app://com.example.mail/'],
    ['/items/1', '/items/1'],
    ['taro@example.jp', null],
    ['Mozilla/5.0 (fictional)', null],
  ])('%s is told as %s', (referrer, told) => {
    expect(discreetReferrer(referrer)).toBe(told);
  });
});

describe('a method', () => {
  it.each([
    ['GET', 'GET'],
    ['get', 'get'],
    ['taro@example.jp', '-'],
    ['山田太郎', '-'],
  ])('%s is told as %s', (method, told) => {
    expect(discreetMethod(method)).toBe(told);
  });
});

describe('the number of an event', () => {
  it.each([
    'E0000001',
    'one-2031-02-03',
    '1'.padStart(64, 'a'),
    '0f8fad5b-d9cb-469f-a165-70867728950e',
    '20240101000017',
  ])('stays: %s', (text) => {
    expect(isCode(text)).toBe(true);
  });

  it('that is an address of a person is told as a pseudonym, the same each time', () => {
    const of = (eventId: string) =>
      pseudonymise(
        { eventId, occurredAt: new Date(0), ip: '192.0.2.1', method: 'GET', path: '/', status: 200 },
        'a key of the shop',
      ).event_id;
    for (const eventId of ['taro@example.jp', '山田太郎', '090-1234-5678', 'Taro Yamada 1']) {
      expect(of(eventId)).toMatch(/^[0-9a-f]{32}$/);
      expect(of(eventId)).toBe(of(eventId));
    }
    expect(of('taro@example.jp')).not.toBe(of('jiro@example.jp'));
  });
});
