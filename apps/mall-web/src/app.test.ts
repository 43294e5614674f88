import { type Click, pseudonymise, type RawClick } from '@mall/clicks';
import { createLogger } from '@mall/http-kit';
import { createApp } from './app';
import type { Product } from './was';

const coat: Product = { id: 'G001', name: 'ウールコート "限定" <b>', category: 'coats', priceJpy: 12_800 };
const shirt: Product = { id: 'G002', name: 'シャツ', category: 'shirts', priceJpy: 3_900 };

const application = (was: { fails?: Error } = {}) => {
  const answer = <T>(value: T): Promise<T> =>
    was.fails === undefined ? Promise.resolve(value) : Promise.reject(was.fails);
  const clicks: RawClick[] = [];
  const lines: string[] = [];
  const app = createApp({
    was: {
      products: () => answer([coat, shirt]),
      product: (id) => answer([coat, shirt].find((product) => product.id === id)),
      ping: () => answer(undefined),
    },
    logger: createLogger('mall-web', (line) => lines.push(line)),
    clicks: { write: (click) => clicks.push(click) },
  });
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { 'x-forwarded-for': '203.0.113.9', ...headers } });
  return { get, clicks, lines };
};

describe('the pages', () => {
  it('list everything on sale in Japanese, with prices in yen', async () => {
    const response = await application().get('/');
    const page = await response.text();
    expect(page).toContain('<html lang="ja">');
    expect(page).toContain('シャツ');
    expect(page).toContain('￥3,900');
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
  });

  it('list one category', async () => {
    const page = await (await application().get('/?category=shirts')).text();
    expect(page).toContain('G002');
    expect(page).not.toContain('G001');
    expect(page).toContain('aria-current="page"');
  });

  it('show a product, and escape what stands in its name', async () => {
    const page = await (await application().get('/products/G001')).text();
    expect(page).toContain('ウールコート &quot;限定&quot; &lt;b&gt;');
    expect(page).toContain('￥12,800');
  });

  it.each(['/products/none', '/nothing'])('say in Japanese that there is no %s', async (path) => {
    const response = await application().get(path);
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('見つかりません')]);
  });

  it('ask for patience when WAS does not answer, and log it without a word of the failure', async () => {
    const { get, lines } = application({ fails: new Error('secret') });
    const response = await get('/');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await response.text()).toContain('しばらくしてから');
    expect(lines.join('')).toContain('a request failed');
    expect(lines.join('')).not.toContain('secret');
  });

  it('run no script and load nothing from elsewhere', async () => {
    const response = await application().get('/');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self'");
    expect(await response.text()).not.toMatch(/<script|style=|https?:/);
  });
});

describe('a click', () => {
  it('is what was asked for, by the address that the load balancer saw', async () => {
    const { get, clicks } = application();
    await get('/products/G002?from=mail', {
      'x-forwarded-for': '198.51.100.7, 203.0.113.9',
      referer: 'https://search.example/',
    });
    expect(clicks).toMatchObject([
      { ip: '203.0.113.9', method: 'GET', path: '/products/G002', status: 200, referrer: 'https://search.example/' },
    ]);
  });

  it('has the columns of the contract once it is pseudonymous', async () => {
    const { get, clicks } = application();
    await get('/');
    const [click] = clicks.map((raw): Click => pseudonymise(raw, 'key'));
    expect(click).toMatchObject({
      event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      occurred_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      visitor_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      session_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('belongs to the session that the browser brings, and to a new one where it brings none or a wild one', async () => {
    const { get, clicks } = application();
    const first = await get('/');
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-session=[0-9a-f-]{36}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const again = await get('/', { cookie: cookie.split(';')[0] ?? '' });
    await get('/', { cookie: '__Host-session=wild' });
    expect(again.headers.get('set-cookie')).toBeNull();
    const sessions = clicks.map(({ sessionId }) => sessionId);
    expect(sessions[1]).toBe(sessions[0]);
    expect(sessions[2]).toMatch(/^[0-9a-f-]{36}$/);
    expect(sessions[2]).not.toBe(sessions[0]);
  });

  it('is no click when it is a style sheet or a health check', async () => {
    const { get, clicks } = application();
    for (const path of ['/style.css', '/healthz', '/readyz']) expect((await get(path)).status).toBe(200);
    expect(clicks).toEqual([]);
  });
});
