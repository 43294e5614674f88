import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';

export interface ServeOptions {
  /** Answers a request: `app.fetch`. */
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on. @default every one */
  readonly host?: string;
}

/** A server that accepts requests. */
export interface RunningServer {
  readonly port: number;
  /** Accepts nothing more, lets requests under way end, at most `limitMs`, and then closes what is left. */
  drain(limitMs: number): Promise<void>;
}

/** Seconds that an idle connection is kept: longer than a load balancer's 60, which would else meet a closed one. */
const KEEP_ALIVE_SECONDS = 65;

/** Milliseconds that a client has to send the head of its request, and the whole of it. */
const HEAD_LIMIT_MS = 10_000;
const REQUEST_LIMIT_MS = 30_000;

/** How often connections that have become idle are closed while draining, in milliseconds. */
const SWEEP_MS = 20;

/** Starts to listen. @throws Error when the port cannot be had. */
export async function serve({ fetch, port, host }: ServeOptions): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch }) as HttpServer;
  server.keepAliveTimeout = KEEP_ALIVE_SECONDS * 1000;
  server.headersTimeout = HEAD_LIMIT_MS;
  server.requestTimeout = REQUEST_LIMIT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, drain: (limitMs) => drain(server, limitMs) };
}

async function drain(server: HttpServer, limitMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive becomes idle only when its request has been answered.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const limit = setTimeout(() => server.closeAllConnections(), limitMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
}
