import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleNodeServer } from '@mall/bundling';
import { migrate, type DatabaseConnection, withConnection } from '@mall/migrations';
import {
  type ChildServer,
  makeCertificate,
  startChild,
  startMariaDb,
  startSecrets,
  type TestSecrets,
  type TestServer,
} from '@mall/server-testing';

const secretArn = 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:shop';
const folder = mkdtempSync(path.join(tmpdir(), 'mall-was-'));
let database: TestServer;
let secrets: TestSecrets;
let root: DatabaseConnection;
let variables: Record<string, string>;
let server: ChildServer;

beforeAll(async () => {
  const shown = makeCertificate(folder);
  database = await startMariaDb(shown);
  const tls = { mode: 'unverified', reason: 'only the application is tested' } as const;
  root = { host: '127.0.0.1', port: database.port, database: 'mysql', user: 'root', password: '', tls };
  await run('CREATE DATABASE mall');
  root = { ...root, database: 'mall' };
  await migrate({ connection: root, analyticsPassword: 'analytics', shopPassword: 'password-1' });
  await run("INSERT INTO customer (customer_id, name) VALUES ('C1', 'Ada')");
  await run(`INSERT INTO purchase (purchase_id, customer_id, product_id, product_name, category, quantity, unit_price_jpy, purchased_at, status)
    VALUES ('P1', 'C1', 'G1', 'コート', 'coats', 1, 9000, '2024-01-01 00:00:00', 'paid'),
      ('P2', 'C1', 'G1', 'コート', 'coats', 1, 8000, '2024-02-01 15:30:00', 'paid'),
      ('P3', 'C1', 'G2', 'シャツ', 'shirts', 1, 3000, '2024-01-01 00:00:00', 'returned'),
      ('P4', 'C1', NULL, NULL, NULL, 1, 3000, '2024-01-01 00:00:00', 'paid')`);
  secrets = await startSecrets({ [secretArn]: JSON.stringify({ username: 'shop', password: 'password-1' }) });
  variables = {
    PORT: '0',
    DATABASE_HOST: 'localhost',
    DATABASE_PORT: String(database.port),
    DATABASE_NAME: 'mall',
    DATABASE_SECRET_ARN: secretArn,
    DATABASE_CA_FILE: shown.certificate,
    ...secrets.variables,
  };
  bundleNodeServer(path.join(__dirname, '..'), path.join(folder, 'bundle'));
  server = await start();
});

afterAll(async () => {
  server.process.kill('SIGKILL');
  await secrets.stop();
  await database.stop();
  rmSync(folder, { recursive: true });
});

const start = (changed: Record<string, string> = {}) =>
  startChild(path.join(folder, 'bundle/server.js'), { ...variables, ...changed });
const run = (sql: string) => withConnection(root, async (connection) => void (await connection.query(sql)));
const ask = async (what: string, order?: unknown) => {
  const body = order === undefined ? {} : { method: 'POST', body: JSON.stringify(order) };
  const response = await fetch(`http://127.0.0.1:${server.port}${what}`, body);
  return [response.status, await response.json()] as const;
};

describe('the server, on a real database', () => {
  it('is ready', async () => {
    let answer = await ask('/readyz');
    // A first connection may take longer than a health check waits.
    while (answer[0] !== 200) answer = await ask('/readyz');
    expect(answer).toEqual([200, { ready: true, database: 'there' }]);
  });

  it('sells each product as it was sold last', async () => {
    expect(await ask('/products')).toEqual([
      200,
      {
        products: [
          { id: 'G1', name: 'コート', category: 'coats', priceJpy: 8000 },
          { id: 'G2', name: 'シャツ', category: 'shirts', priceJpy: 3000 },
        ],
      },
    ]);
  });

  it('tells an order with its time in UTC', async () => {
    expect(await ask('/purchases/P2')).toEqual([
      200,
      {
        id: 'P2',
        customerId: 'C1',
        productId: 'G1',
        quantity: 1,
        unitPriceJpy: 8000,
        purchasedAt: '2024-02-01T15:30:00.000Z',
        status: 'paid',
      },
    ]);
  });

  it('keeps an order once, at the price of the catalogue, however often it is sent', async () => {
    const order = { id: 'N1', customerId: 'C1', productId: 'G1', quantity: 2, paymentMethod: 'card' };
    const [created, bought] = await ask('/purchases', order);
    expect([created, bought]).toEqual([201, expect.objectContaining({ id: 'N1', unitPriceJpy: 8000, status: 'paid' })]);
    expect(await ask('/purchases', order)).toEqual([200, bought]);
    expect(await ask('/purchases', { ...order, quantity: 3 })).toEqual([409, { error: 'id taken' }]);
  });

  it.each([
    ['customer', { customerId: 'C2', productId: 'G1' }],
    ['product', { customerId: 'C1', productId: 'G9' }],
  ])('sells nothing to or of an unknown %s', async (who, unknown) => {
    const order = { id: `U-${who}`, quantity: 1, paymentMethod: 'card', ...unknown };
    expect(await ask('/purchases', order)).toEqual([422, { error: `unknown ${who}` }]);
    expect((await ask(`/purchases/U-${who}`))[0]).toBe(404);
  });

  it('takes up a new password when the old one is refused', async () => {
    await run("ALTER USER 'shop'@'%' IDENTIFIED BY 'password-2'");
    secrets.values.set(secretArn, JSON.stringify({ username: 'shop', password: 'password-2' }));
    // Ends every connection that knew the old one.
    await withConnection(root, async (connection) => {
      const [rows] = await connection.query("SELECT ID AS id FROM information_schema.PROCESSLIST WHERE USER = 'shop'");
      for (const { id } of rows as { id: number }[]) await connection.query('KILL ?', [id]);
    });
    expect((await ask('/purchases/P1'))[0]).toBe(200);
  });

  it('logs neither customers nor the password', () => {
    const log = JSON.stringify(server.log);
    expect(log).toContain('"route":"/purchases/:id"');
    expect(log).not.toMatch(/C1|Ada|password/);
  });

  it('ends with 0 when it is told to stop', async () => {
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(server.log.slice(-2).map(({ message }) => message)).toEqual(['draining', 'stopped']);
  });
});

describe('a server without what it needs', () => {
  const readiness = async (changed: Record<string, string>) => {
    const child = await start(changed);
    const { status } = await fetch(`http://127.0.0.1:${child.port}/readyz`);
    const alive = (await fetch(`http://127.0.0.1:${child.port}/healthz`)).status;
    child.process.kill('SIGTERM');
    await child.ended;
    return { status, alive, log: JSON.stringify(child.log) };
  };

  it('is alive, but not ready, where another authority signed the database’s certificate', async () => {
    const { status, alive, log } = await readiness({ DATABASE_CA_FILE: '' });
    expect([status, alive]).toEqual([503, 200]);
    expect(log).toMatch(/SELF_SIGNED|DEPTH_ZERO|HANDSHAKE/);
  });

  it('is not ready where the secret is not a user', async () => {
    secrets.values.set('other', 'no user');
    expect((await readiness({ DATABASE_SECRET_ARN: 'other' })).status).toBe(503);
  });

  it('does not start without a setting, and names it', async () => {
    await expect(start({ DATABASE_NAME: '' })).rejects.toThrow(
      /^the server ended with 1: .*environment variable DATABASE_NAME must be set/,
    );
  });
});
