import { randomUUID } from 'node:crypto';
import type { RawClick } from '@mall/clicks';
import { addHealth, type Logger, requestLog, type RequestLogEnv, securityHeaders } from '@mall/http-kit';
import { Hono } from 'hono';
import { busyPage, listPage, missingPage, productPage } from './pages';
import { style } from './style';
import { addressOf, sessionOf } from './visitor';
import type { Was } from './was';

/** What the pages need. */
export interface AppProps {
  readonly was: Pick<Was, 'products' | 'product' | 'ping'>;
  readonly logger: Logger;
  readonly clicks: { write(click: RawClick): void };
}

/** Seconds after which a browser may ask again when the shop cannot answer. */
const RETRY_AFTER_SECONDS = '30';

/** The mall's pages: rendered here, without a script. */
export function createApp({ was, logger, clicks }: AppProps): Hono<RequestLogEnv> {
  const app = new Hono<RequestLogEnv>();
  app.use(requestLog(logger), securityHeaders());
  addHealth(app, logger, { was: () => was.ping() });
  app.get('/style.css', (context) =>
    context.body(style, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' }),
  );
  // From here on pages: what somebody asks for below is a click.
  app.use(async (context, next) => {
    const occurredAt = new Date();
    const [ip, sessionId] = [addressOf(context), sessionOf(context)];
    context.header('cache-control', 'private, no-cache');
    await next();
    const referrer = context.req.header('referer');
    clicks.write({
      eventId: randomUUID(),
      occurredAt,
      ip,
      sessionId,
      method: context.req.method,
      path: context.req.path,
      status: context.res.status,
      ...(referrer === undefined ? {} : { referrer }),
    });
  });
  app.get('/', async (context) =>
    context.html(listPage(await was.products(context.get('requestId')), context.req.query('category'))),
  );
  app.get('/products/:id', async (context) => {
    const product = await was.product(context.req.param('id'), context.get('requestId'));
    return product === undefined ? context.html(missingPage(), 404) : context.html(productPage(product));
  });
  app.notFound((context) => context.html(missingPage(), 404));
  app.onError((error, context) => {
    logger.error('a request failed', error, { requestId: context.get('requestId') });
    return context.html(busyPage(), 503, { 'retry-after': RETRY_AFTER_SECONDS });
  });
  return app;
}
