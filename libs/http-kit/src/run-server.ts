import type { Logger } from './logger';
import { serve, type ServeOptions } from './serve';

export interface RunOptions extends ServeOptions {
  readonly logger: Logger;
  /** Lets go of what the service holds, after the last answer. @default nothing */
  readonly release?: () => Promise<void>;
  /** Milliseconds for requests under way when told to stop; the unit's `TimeoutStopSec` is longer. @default 25000 */
  readonly drainMs?: number;
}

/**
 * Serves until SIGTERM or SIGINT, then drains, releases and lets the process end with 0.
 *
 * @throws Error when the port cannot be had.
 */
export async function runServer(options: RunOptions): Promise<void> {
  const { logger, release = () => Promise.resolve(), drainMs = 25_000 } = options;
  const server = await serve(options);
  logger.info('listening', { port: server.port });
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(name));
  });
  logger.info('draining', { signal });
  await server.drain(drainMs);
  await release();
  logger.info('stopped');
}
