import { Hono } from 'hono';
import { addHealth, createLogger, type Dependency, requestLog, type RequestLogEnv, securityHeaders } from './index';

const application = (dependencies: Record<string, Dependency> = {}) => {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger('shop', (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
  const app = new Hono<RequestLogEnv>();
  app.use(requestLog(logger), securityHeaders());
  addHealth(app, logger, dependencies);
  app.get('/customers/:id', (context) => context.text(context.get('requestId')));
  return { app, lines };
};

describe('health', () => {
  const missing = () =>
    Promise.reject(Object.assign(new Error('user ada@example.jp is refused'), { code: 'EREFUSED' }));

  it('is alive whatever it depends on', async () => {
    const { app } = application({ database: missing });
    expect((await app.request('/healthz')).status).toBe(200);
  });

  it('is ready when everything it depends on is there', async () => {
    const { app } = application({ database: () => Promise.resolve() });
    const response = await app.request('/readyz');
    expect([response.status, await response.json()]).toEqual([200, { ready: true, database: 'there' }]);
  });

  it('is not ready, and logs which dependency is missing but no word of the failure', async () => {
    const { app, lines } = application({ database: missing, cache: () => Promise.resolve() });
    const response = await app.request('/readyz');
    expect([response.status, await response.json()]).toEqual([
      503,
      { ready: false, database: 'missing', cache: 'there' },
    ]);
    expect(lines).toMatchObject([{ level: 'error', dependency: 'database', error: { code: 'EREFUSED' } }]);
    expect(JSON.stringify(lines)).not.toContain('example.jp');
  });
});

describe('the request log', () => {
  it('names the route, never the path or the query', async () => {
    const { app, lines } = application();
    await app.request('/customers/C0042?email=ada%40example.jp');
    expect(lines).toMatchObject([{ message: 'request', route: '/customers/:id', status: 200, service: 'shop' }]);
    expect(JSON.stringify(lines)).not.toMatch(/C0042|example/);
  });

  it('passes a request id on, and makes one where there is none or a wild one', async () => {
    const { app } = application();
    const idOf = async (given?: string) =>
      (await app.request('/customers/1', given === undefined ? {} : { headers: { 'x-request-id': given } })).text();
    expect(await idOf('0123abcd-ef')).toBe('0123abcd-ef');
    expect(await idOf('a b')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf()).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('leaves health checks out', async () => {
    const { app, lines } = application();
    await app.request('/healthz');
    await app.request('/readyz');
    expect(lines).toEqual([]);
  });
});

describe('the security headers', () => {
  it('let no script run, nobody frame the page, and nothing be loaded from elsewhere', async () => {
    const { headers } = await application().app.request('/customers/1');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });
});
