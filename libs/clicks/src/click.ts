import { createHmac } from 'node:crypto';
import { discreetMethod, discreetPath, discreetReferrer, isCode } from './discreet';
import type { RawClick } from './raw-click';

/** A click as it is delivered: exactly the columns of the `clicks` contract, nothing that names a person. */
export interface Click {
  readonly event_id: string;
  /** UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`: Firehose takes the partition from its characters. */
  readonly occurred_at: string;
  /** 32 hexadecimal digits; the same visitor has another one each Tokyo day. */
  readonly visitor_id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly referrer: string | null;
  /** 32 hexadecimal digits. */
  readonly session_id: string | null;
}

const TOKYO_OFFSET_MS = 9 * 60 * 60 * 1000;
const PSEUDONYM_BYTES = 16;

/**
 * Leaves behind what a click may not carry beyond the server: address, session, customer, browser, queries and fragments, and
 * whatever in the rest looks like a person's.
 */
export function pseudonymise(click: RawClick, key: string): Click {
  const tokyoDate = new Date(click.occurredAt.getTime() + TOKYO_OFFSET_MS).toISOString().slice(0, 10);
  return {
    event_id: isCode(click.eventId) ? click.eventId : pseudonym(key, 'event', click.eventId),
    occurred_at: click.occurredAt.toISOString(),
    visitor_id: pseudonym(key, 'visitor', tokyoDate, click.ip),
    method: discreetMethod(click.method),
    path: discreetPath(click.path),
    status: click.status,
    referrer: click.referrer === undefined ? null : discreetReferrer(click.referrer),
    session_id: click.sessionId === undefined ? null : pseudonym(key, 'session', click.sessionId),
  };
}

/** HMAC-SHA-256 cut to 128 bits; the first part is the domain, so that equal values of two domains differ. */
function pseudonym(key: string, ...parts: readonly string[]): string {
  const digest = createHmac('sha256', key).update(parts.join('\n')).digest();
  return digest.subarray(0, PSEUDONYM_BYTES).toString('hex');
}
