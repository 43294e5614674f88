import { createLogger } from '@mall/http-kit';
import { createApp } from './app';
import type { Bought, Order, Purchase } from './purchase';
import type { Shop } from './shop';

const order: Order = { id: 'P1', customerId: 'C1', productId: 'G1', quantity: 2, paymentMethod: 'card' };
const purchase: Purchase = {
  id: 'P1',
  customerId: 'C1',
  productId: 'G1',
  quantity: 2,
  unitPriceJpy: 100,
  purchasedAt: '2024-07-01T00:00:00.000Z',
  status: 'paid',
};

const application = (shop: Partial<Shop> = {}) => {
  const lines: string[] = [];
  const missing = () => Promise.resolve(undefined);
  const app = createApp(
    {
      products: () => Promise.resolve([]),
      product: missing,
      purchase: missing,
      buy: () => Promise.resolve({ outcome: 'bought', purchase }),
      ping: () => Promise.resolve(),
      ...shop,
    },
    createLogger('mall-was', (line) => lines.push(line)),
  );
  const post = (body: unknown) =>
    app.request('/purchases', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  return { app, post, lines };
};

describe('an order', () => {
  it.each<[Bought, number]>([
    [{ outcome: 'bought', purchase }, 201],
    [{ outcome: 'already bought', purchase }, 200],
    [{ outcome: 'unknown product' }, 422],
    [{ outcome: 'unknown customer' }, 422],
    [{ outcome: 'id taken' }, 409],
  ])('that ends as %j is answered %i', async (bought, status) => {
    const response = await application({ buy: () => Promise.resolve(bought) }).post(order);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual('purchase' in bought ? purchase : { error: bought.outcome });
  });

  it.each<[unknown, string]>([
    [{ ...order, quantity: 0 }, 'quantity'],
    [{ ...order, quantity: 1001 }, 'quantity'],
    [{ ...order, customerId: "1' OR '1'='1" }, 'customerId'],
    [{ ...order, paymentMethod: 'cheque' }, 'paymentMethod'],
    [{ ...order, unitPriceJpy: 1 }, 'the body'],
    ['{', 'the body'],
  ])('is refused, with the field named and no value, when it is %j', async (body, field) => {
    const response = await application().post(body);
    expect([response.status, await response.json()]).toEqual([400, { error: `not an order: ${field}` }]);
  });

  it('is refused unread when it is far too long', async () => {
    expect((await application().post('x'.repeat(5_000))).status).toBe(413);
  });
});

describe('the API', () => {
  it.each(['/products/G1', '/purchases/P1', '/nothing'])('says in JSON that there is no %s', async (path) => {
    const response = await application().app.request(path);
    expect([response.status, await response.json()]).toEqual([404, { error: expect.stringContaining('there is') }]);
  });

  it('may be kept by nobody on the way', async () => {
    expect((await application().app.request('/products')).headers.get('cache-control')).toBe('no-store');
  });

  it('answers 503 when the database fails, and logs no word of its message', async () => {
    const failing = () => Promise.reject(Object.assign(new Error("Duplicate entry 'C0042'"), { code: 'ER_DUP_ENTRY' }));
    const { app, lines } = application({ products: failing });
    expect((await app.request('/products')).status).toBe(503);
    expect(lines.join('')).toContain('ER_DUP_ENTRY');
    expect(lines.join('')).not.toContain('C0042');
  });
});
