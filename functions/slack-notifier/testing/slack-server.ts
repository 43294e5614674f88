import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SlackMessage } from '../src/blocks';

/** What the server answers to one request: a status, with headers, or nothing at all. */
export type Answer = { readonly status: number; readonly headers?: Record<string, string> } | 'hang';

/** A server on loopback that plays Slack: the given answers in turn, then 200. */
export interface SlackServer {
  /** The address of the incoming webhook. */
  readonly webhook: string;
  readonly received: SlackMessage[];
  /** How many requests came since the last `answer`. */
  requests(): number;
  answer(...answers: readonly Answer[]): void;
  stop(): Promise<void>;
}

export async function playSlack(): Promise<SlackServer> {
  let next: Answer[] = [];
  const received: SlackMessage[] = [];
  let requests = 0;
  const hanging: ServerResponse[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests += 1;
      const answer = next.shift() ?? { status: 200 };
      if (answer === 'hang') {
        hanging.push(response);
        return;
      }
      if (answer.status === 200) received.push(JSON.parse(Buffer.concat(chunks).toString()) as SlackMessage);
      response.writeHead(answer.status, answer.headers).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    webhook: `http://127.0.0.1:${port}/services/T000/B000/${SECRET_WORD}`,
    received,
    requests: () => requests,
    answer: (...answers) => {
      next = [...answers];
      received.length = requests = 0;
    },
    stop: async () => {
      hanging.forEach((response) => response.destroy());
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The part of the webhook that nobody may learn. */
export const SECRET_WORD = 'sesame0123456789';
