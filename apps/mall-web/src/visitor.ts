import { randomUUID } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const COOKIE = 'session';

/**
 * The shopper's address. The load balancer appends the one it sees to `X-Forwarded-For`: the last is its word, those before
 * it are the caller's own.
 */
export function addressOf(context: Context): string {
  const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return forwarded === undefined || forwarded === '' ? (getConnInfo(context).remote.address ?? 'unknown') : forwarded;
}

/** The shopper's session: a random number, kept by the browser until it is closed, for HTTPS and this host only. */
export function sessionOf(context: Context): string {
  const known = getCookie(context, COOKIE, 'host');
  if (known !== undefined && /^[0-9a-f-]{36}$/.test(known)) return known;
  const session = randomUUID();
  setCookie(context, COOKIE, session, { prefix: 'host', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
  return session;
}
