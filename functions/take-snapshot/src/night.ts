import { type TokyoDay, tokyoDayOf } from '@mall/lambda-kit';

/** The event says no time that could be read. */
export class EventError extends Error {
  override readonly name = 'EventError';
}

/**
 * The Tokyo day that an event is for: of its `scheduledAt` (ISO 8601), so that a late attempt still belongs to its night, and of `now`
 * where the event has none.
 *
 * @throws EventError when `scheduledAt` is no time.
 */
export function nightOf(event: unknown, now: Date): TokyoDay {
  const { scheduledAt } = (event ?? {}) as { readonly scheduledAt?: unknown };
  if (scheduledAt === undefined) return tokyoDayOf(now);
  const moment = new Date(typeof scheduledAt === 'string' ? scheduledAt : Number.NaN);
  if (Number.isNaN(moment.getTime())) {
    throw new EventError(
      `the event's 'scheduledAt' must be a time such as 2024-07-04T17:00:00Z, got ${JSON.stringify(scheduledAt)}; leave it out to mean now`,
    );
  }
  return tokyoDayOf(moment);
}
