import { type TokyoDay, tokyoDayOf, tryTokyoDay } from '@mall/lambda-kit';

/** What the function is asked for: the export of one night's snapshot. */
export interface ExportRequest {
  readonly snapshot: string;
  readonly day: TokyoDay;
  /** A person asks: earlier failures do not count against another attempt. */
  readonly byHand: boolean;
}

/** The event is none that the function knows. */
export class EventError extends Error {
  override readonly name = 'EventError';
}

/**
 * Reads an event, in the queue's envelope or bare: RDS's "snapshot created" or "export failed", the morning's check
 * (`{"scheduledAt": "…"}`), or a person's `{"day": "20240705"}`.
 *
 * @returns Undefined when the event is of a snapshot that is not ours.
 * @throws EventError when it is none of these.
 */
export function readRequest(event: unknown, snapshotPrefix: string): ExportRequest | undefined {
  const { detail, scheduledAt, day } = unwrap(event);
  const ofDay = (known: TokyoDay, byHand: boolean) => ({ snapshot: `${snapshotPrefix}-${known}`, day: known, byHand });
  const snapshot = (detail as { SourceIdentifier?: unknown } | undefined)?.SourceIdentifier;
  if (typeof snapshot === 'string') {
    const named = snapshot.startsWith(`${snapshotPrefix}-`)
      ? tryTokyoDay(snapshot.slice(snapshotPrefix.length + 1))
      : undefined;
    return named && ofDay(named, false);
  }
  const moment = new Date(typeof scheduledAt === 'string' ? scheduledAt : Number.NaN);
  if (!Number.isNaN(moment.getTime())) return ofDay(tokyoDayOf(moment), false);
  const asked = typeof day === 'string' ? tryTokyoDay(day) : undefined;
  if (asked !== undefined) return ofDay(asked, true);
  throw new EventError(
    `the event must be RDS's of a snapshot, {"scheduledAt": "<ISO 8601>"} or {"day": "YYYYMMDD"}, got ${JSON.stringify(event)}; invoke the function with a day`,
  );
}

/** The queue hands over one message at a time. */
function unwrap(event: unknown): Readonly<Record<string, unknown>> {
  const { Records } = (event ?? {}) as { readonly Records?: readonly { readonly body?: string }[] };
  const body = Records?.[0]?.body;
  if (body === undefined) return (event ?? {}) as Record<string, unknown>;
  try {
    return (JSON.parse(body) ?? {}) as Record<string, unknown>;
  } catch (cause) {
    throw new EventError(`the queue's message must be JSON, got ${JSON.stringify(body)}; delete the message`, {
      cause,
    });
  }
}
