import { addHealth, type Logger, requestLog, type RequestLogEnv, securityHeaders } from '@mall/http-kit';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { orderSchema } from './purchase';
import type { Shop } from './shop';

/** Bytes of an order; none that is one comes near. */
const ORDER_LIMIT_BYTES = 4_096;

const statuses = {
  bought: 201,
  'already bought': 200,
  'unknown product': 422,
  'unknown customer': 422,
  'id taken': 409,
} as const;

/** The API that web calls: products and purchases as JSON, errors as `{"error": "<sentence>"}`. */
export function createApp(shop: Shop, logger: Logger): Hono<RequestLogEnv> {
  const app = new Hono<RequestLogEnv>();
  app.use(requestLog(logger), securityHeaders());
  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  addHealth(app, logger, { database: () => shop.ping() });

  app.get('/products', async (context) => context.json({ products: await shop.products() }));
  app.get('/products/:id', async (context) => {
    const product = await shop.product(context.req.param('id'));
    return product === undefined ? context.json({ error: 'there is no such product' }, 404) : context.json(product);
  });
  app.get('/purchases/:id', async (context) => {
    const purchase = await shop.purchase(context.req.param('id'));
    return purchase === undefined ? context.json({ error: 'there is no such purchase' }, 404) : context.json(purchase);
  });
  const limit = bodyLimit({
    maxSize: ORDER_LIMIT_BYTES,
    onError: (context) => context.json({ error: `not an order: more than ${ORDER_LIMIT_BYTES} bytes` }, 413),
  });
  app.post('/purchases', limit, async (context) => {
    const order = orderSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!order.success) {
      const fields = [...new Set(order.error.issues.map(({ path }) => path.join('.') || 'the body'))];
      return context.json({ error: `not an order: ${fields.join(', ')}` }, 400);
    }
    const result = await shop.buy(order.data);
    return 'purchase' in result
      ? context.json(result.purchase, statuses[result.outcome])
      : context.json({ error: result.outcome }, statuses[result.outcome]);
  });

  app.notFound((context) => context.json({ error: 'there is nothing here' }, 404));
  app.onError((error, context) => {
    logger.error('a request failed', error, { requestId: context.get('requestId') });
    return context.json({ error: 'the shop cannot answer now' }, 503);
  });
  return app;
}
