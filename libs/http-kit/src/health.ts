import type { Hono } from 'hono';
import type { Logger } from './logger';
import type { RequestLogEnv } from './request-log';

/** Something without which the service cannot answer; rejects when it is not there. */
export type Dependency = () => Promise<void>;

/** Milliseconds that all dependencies together have to answer; load balancers and hooks ask every few seconds. */
const LIMIT_MS = 2_000;

/**
 * Adds `/healthz`, which says that the process is alive and asks nobody, and `/readyz`, which says whether it can do its work. A
 * load balancer asks the former: with the latter, a database that is away would make it replace every instance.
 */
export function addHealth(
  app: Hono<RequestLogEnv>,
  logger: Logger,
  dependencies: Readonly<Record<string, Dependency>>,
): void {
  app.get('/healthz', (context) => context.json({ alive: true }));
  app.get('/readyz', async (context) => {
    const names = Object.keys(dependencies);
    const answers = await Promise.all(names.map((name) => isThere(logger, name, dependencies[name] as Dependency)));
    const ready = answers.every(Boolean);
    const states = Object.fromEntries(names.map((name, at) => [name, answers[at] === true ? 'there' : 'missing']));
    return context.json({ ready, ...states }, ready ? 200 : 503);
  });
}

async function isThere(logger: Logger, name: string, ask: Dependency): Promise<boolean> {
  const limit = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${LIMIT_MS} ms`)), LIMIT_MS);
    limit.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    await Promise.race([ask(), late]);
    return true;
  } catch (error) {
    logger.error('a dependency is missing', error, { dependency: name });
    return false;
  } finally {
    limit.abort();
  }
}
