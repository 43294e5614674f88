import ky, { HTTPError, TimeoutError } from 'ky';
import type { SlackMessage } from './blocks';

/** Slack did not take a message. The sentence never holds the webhook's address, which is a secret. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
}

/** How patiently Slack is asked. */
export interface Patience {
  /** Attempts after the first. */
  readonly retries: number;
  /** Longest pause between attempts, unless Slack names one, in milliseconds. */
  readonly longestPauseMs: number;
  /** How long one attempt may take, in milliseconds. */
  readonly attemptMs: number;
}

/** Pauses of about 1, 2, 4 and 8 s. Slack answers in less than a second as a rule. */
export const patience: Patience = { retries: 4, longestPauseMs: 8_000, attemptMs: 5_000 };

/**
 * Posts a message. Tries again after 429 and 5xx, when nothing answers, and when the connection fails; a `Retry-After` of
 * Slack is kept to.
 *
 * @param deadline when trying ends, in milliseconds since 1970.
 * @throws SlackError when Slack refuses the message, or has not taken it by the deadline.
 */
export async function postToSlack(
  webhook: string,
  message: SlackMessage,
  deadline: number,
  { retries, longestPauseMs, attemptMs }: Patience = patience,
): Promise<void> {
  requireWebhook(webhook);
  try {
    await ky.post(webhook, {
      json: message,
      timeout: attemptMs,
      signal: AbortSignal.timeout(Math.max(1, deadline - Date.now())),
      redirect: 'error',
      retry: {
        limit: retries,
        methods: ['post'],
        statusCodes: [429, 500, 502, 503, 504],
        afterStatusCodes: [429, 503],
        retryOnTimeout: true,
        backoffLimit: longestPauseMs,
        delay: (attempt) => 1000 * 2 ** (attempt - 1),
        jitter: true,
      },
    });
  } catch (error) {
    // No cause: the error of the client carries the request, and with it the address.
    throw new SlackError(`Slack did not take the message: ${reasonOf(error)}`);
  }
}

/** @throws SlackError when the secret holds no address, without repeating what it holds. */
function requireWebhook(webhook: string): void {
  const url = URL.canParse(webhook) ? new URL(webhook) : undefined;
  const isLoopback = url?.hostname === '127.0.0.1';
  if (url?.protocol !== 'https:' && !isLoopback) {
    throw new SlackError("the webhook's secret must hold an https address; put Slack's incoming webhook there");
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof HTTPError) return `it answered ${error.response.status}`;
  if (error instanceof TimeoutError || (error as Error).name === 'TimeoutError') return 'it did not answer in time';
  return 'the connection failed';
}
