import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

import { startMariaDb, type TestServer } from '@mall/server-testing';
import { type DatabaseConnection, withConnection } from './connection';
import { loadTables } from './load-tables';
import { migrate } from './migrate';

const folder = mkdtempSync(path.join(tmpdir(), 'mall-migrations-'));
let server: TestServer;
let shop: DatabaseConnection;

beforeAll(async () => {
  server = await startMariaDb();
  const tls = { mode: 'unverified', reason: 'the server makes its certificate at every start' } as const;
  shop = { host: '127.0.0.1', port: server.port, database: 'shop', user: 'root', password: '', tls };
  await query('CREATE DATABASE shop', { ...shop, database: 'mysql' });
  await migrate({ connection: shop, analyticsPassword: "first 'pass\\word" });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const query = (sql: string, target = shop): Promise<RowDataPacket[]> =>
  withConnection(target, async (connection) => (await connection.query<RowDataPacket[]>(sql))[0]);

const analytics = (password = "first 'pass\\word"): DatabaseConnection => ({ ...shop, user: 'analytics', password });

const application = (): DatabaseConnection => ({ ...shop, user: 'shop', password: 'of the shop' });

describe('migrate', () => {
  it('lets the application servers read and take orders, and see of customers that they are there', async () => {
    await expect(query('SELECT 1', application())).rejects.toThrow('does not let shop in');
    await migrate({ connection: shop, analyticsPassword: "first 'pass\\word", shopPassword: 'of the shop' });
    expect(await query('SELECT COUNT(*) AS n FROM purchase', application())).toEqual([{ n: 0 }]);
    expect(await query("SELECT 1 FROM customer WHERE customer_id = 'nobody'", application())).toEqual([]);
    const refused = [
      ['SELECT email FROM customer', 'ER_COLUMNACCESS_DENIED_ERROR'],
      ['SELECT title FROM review', 'ER_TABLEACCESS_DENIED_ERROR'],
      ['DELETE FROM purchase', 'ER_TABLEACCESS_DENIED_ERROR'],
    ] as const;
    for (const [sql, code] of refused) await expect(query(sql, application())).rejects.toMatchObject({ code });
  });

  it('applies nothing a second time, and renews the password of the analytics user', async () => {
    expect(await migrate({ connection: shop, analyticsPassword: 'second' })).toEqual([]);
    await expect(query('SELECT 1', analytics())).rejects.toThrow(
      `database shop at 127.0.0.1:${server.port} does not let analytics in (ER_ACCESS_DENIED_ERROR)`,
    );
    await migrate({ connection: shop, analyticsPassword: "first 'pass\\word" });
    expect(await query('SELECT COUNT(*) AS n FROM analytics_purchase', analytics())).toEqual([{ n: 0 }]);
  });

  it('lets the analytics user read the three views and nothing else', async () => {
    const readable = await query(
      'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()',
      analytics(),
    );
    expect(readable.map(({ name }) => name).sort()).toEqual([
      'analytics_customer',
      'analytics_purchase',
      'analytics_review',
    ]);
    await expect(query('SELECT email FROM customer', analytics())).rejects.toMatchObject({
      code: 'ER_TABLEACCESS_DENIED_ERROR',
    });
    await expect(query('DELETE FROM analytics_customer', analytics())).rejects.toMatchObject({
      code: 'ER_TABLEACCESS_DENIED_ERROR',
    });
  });

  it('lets the analytics user in over TLS only', async () => {
    const { host, port, database, user, password } = analytics();
    await expect(createConnection({ host, port, database, user, password })).rejects.toMatchObject({
      code: 'ER_ACCESS_DENIED_ERROR',
    });
  });

  it('takes away a right that somebody gave the analytics user', async () => {
    await query("GRANT SELECT ON shop.customer TO 'analytics'@'%'");
    await migrate({ connection: shop, analyticsPassword: "first 'pass\\word" });
    await expect(query('SELECT email FROM customer', analytics())).rejects.toMatchObject({
      code: 'ER_TABLEACCESS_DENIED_ERROR',
    });
  });

  it('refuses to go on when an applied migration has changed', async () => {
    const changed = path.join(folder, 'changed');
    mkdirSync(changed);
    writeFileSync(path.join(changed, 'V001__customer.sql'), 'CREATE TABLE customer (a INT)');
    await expect(migrate({ connection: shop, analyticsPassword: 'x', folder: changed })).rejects.toThrow(
      'migration V001__customer has changed since it was applied; restore the file',
    );
  });

  it('never shows the password in an error', async () => {
    await query("CREATE USER 'builder'@'%' IDENTIFIED BY 'b'");
    await query("GRANT ALL ON shop.* TO 'builder'@'%'");
    const builder = { ...shop, user: 'builder', password: 'b' };
    const failure = await migrate({ connection: builder, analyticsPassword: 'secret' }).catch(
      (error: unknown) => error,
    );
    expect((failure as Error).message).toMatch(/^preparing the database user analytics failed \(ER_\w+\)$/);
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('secret');
  });
});

describe('loadTables', () => {
  let cases = 0;
  const header = {
    customer: 'customer_id,name,name_kana,email,phone,postal_code,address,birth_date,gender,joined_at',
    purchase:
      'purchase_id,customer_id,product_id,product_name,category,quantity,unit_price_jpy,purchased_at,payment_method,card_last4,status',
  };
  const customer = (id: string, birthDate = '1990-01-02', address = ''): string =>
    `${id},Ada,エイダ,a@example.jp,,064-0000,${address},${birthDate},,2024-01-01`;
  const load = (contents: Record<string, string>) => {
    const directory = path.join(folder, `load-${(cases += 1)}`);
    mkdirSync(directory);
    Object.entries(contents).forEach(([name, content]) => writeFileSync(path.join(directory, name), content));
    return loadTables({ connection: shop, directory });
  };

  it('keeps ids as they are written and tells those apart that differ in case', async () => {
    const ids = ['007', '7', 'a', 'A'];
    const report = await load({ 'customer.csv': [header.customer, ...ids.map((id) => customer(id))].join('\n') });
    expect(report).toEqual({
      tables: [{ dataset: 'customer', rows: 4, unreadable: {}, keyHolds: true }],
      notices: [],
    });
    const rows = await query(
      'SELECT customer_id, birth_year FROM analytics_customer ORDER BY customer_id',
      analytics(),
    );
    expect(rows).toEqual(['007', '7', 'A', 'a'].map((id) => ({ customer_id: id, birth_year: 1990 })));
    expect(await query("SELECT postal_code FROM customer WHERE customer_id = '007'")).toEqual([
      { postal_code: '064-0000' },
    ]);
  });

  it('turns times into UTC, and the view cuts them to the hour', async () => {
    await load({ 'purchase.csv': `${header.purchase}\n1,1,,,coats,1,100,2024-01-01T00:30:00+09:00,,,paid\n` });
    expect(await query("SELECT DATE_FORMAT(purchased_at, '%Y-%m-%d %T') AS at FROM purchase")).toEqual([
      { at: '2023-12-31 15:30:00' },
    ]);
    expect(
      await query("SELECT DATE_FORMAT(purchased_at, '%Y-%m-%d %T') AS at FROM analytics_purchase", analytics()),
    ).toEqual([{ at: '2023-12-31 15:00:00' }]);
  });

  it('loads what is not of its type, or too long, as NULL and counts it', async () => {
    const long = 'x'.repeat(256);
    const report = await load({
      'purchase.csv': `${header.purchase}\n1,1,,,${long},many,100,soon,,,paid\n2,1,,,,few,,,,,\n`,
    });
    expect(report.tables[0]?.unreadable).toEqual({ category: 1, quantity: 2, purchased_at: 1 });
    expect(report.notices).toContain('purchase.csv: 2 values of quantity are not of its type and were loaded as NULL');
    expect(await query('SELECT category, quantity FROM purchase')).toEqual([
      { category: null, quantity: null },
      { category: null, quantity: null },
    ]);
  });

  it.each([
    ['repeated', ['1', '1', '2']],
    ['missing', ['1', '', '2']],
  ])('loads %s keys all the same, for the gate to stop them, and takes good ones again later', async (_what, ids) => {
    const broken = await load({ 'customer.csv': [header.customer, ...ids.map((id) => customer(id))].join('\n') });
    expect(broken.tables).toEqual([{ dataset: 'customer', rows: 3, unreadable: {}, keyHolds: false }]);
    expect(broken.notices).toEqual([
      'customer.csv: keys are missing or repeated; loaded without the key, the quality gate will stop it',
    ]);
    expect(await query('SELECT COUNT(*) AS n FROM analytics_customer', analytics())).toEqual([{ n: 3 }]);

    const good = await load({ 'customer.csv': `${header.customer}\n${customer('1')}` });
    expect(good.tables[0]?.keyHolds).toBe(true);
    const [key] = await query("SHOW KEYS FROM customer WHERE Key_name = 'PRIMARY'");
    expect(key?.Column_name).toBe('customer_id');
  });

  it('leaves the old rows when the new file cannot be read, and the tables that have no file', async () => {
    await load({ 'customer.csv': `${header.customer}\n${customer('old')}` });
    await expect(load({ 'customer.csv': `${header.customer}\n${customer('new')}\nshort\n` })).rejects.toThrow(
      'customer.csv: record 2 has 1 fields, its header has 10',
    );
    await load({ 'purchase.csv': header.purchase });
    expect(await query('SELECT customer_id FROM customer')).toEqual([{ customer_id: 'old' }]);
    expect(await query("SHOW TABLES LIKE 'loading%'")).toEqual([]);
  });

  it('writes rows in several statements when one would grow too long for the server', async () => {
    const inserts = async (): Promise<number> =>
      Number((await query("SHOW GLOBAL STATUS LIKE 'Com_insert'"))[0]?.Value);
    const before = await inserts();
    const rows = Array.from({ length: 2500 }, (_, index) => customer(String(index), '1990-01-02', 'x'.repeat(900)));
    await load({ 'customer.csv': [header.customer, ...rows].join('\r\n') });
    expect((await inserts()) - before).toBe(3);
    expect(await query('SELECT COUNT(*) AS n FROM customer')).toEqual([{ n: 2500 }]);
  });
});
