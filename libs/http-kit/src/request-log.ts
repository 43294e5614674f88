import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from './logger';

/** A request id that a caller made: what is longer or otherwise written is not passed on. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/** The header by which a request is followed from one tier to the next. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** What the middleware leaves for handlers. */
export interface RequestLogEnv {
  Variables: { requestId: string };
}

/** Logs each request by its route's pattern: neither its path nor its query, which may name a person. Health checks are left out. */
export function requestLog(logger: Logger): MiddlewareHandler<RequestLogEnv> {
  return async (context, next) => {
    const given = context.req.header(REQUEST_ID_HEADER) ?? '';
    const requestId = REQUEST_ID.test(given) ? given : randomUUID();
    context.set('requestId', requestId);
    context.header(REQUEST_ID_HEADER, requestId);
    const began = performance.now();
    await next();
    const route = routePath(context, -1);
    if (route === '/healthz' || route === '/readyz') return;
    const milliseconds = Math.round(performance.now() - began);
    logger.info('request', { requestId, method: context.req.method, route, status: context.res.status, milliseconds });
  };
}
