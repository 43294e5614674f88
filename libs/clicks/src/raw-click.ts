/** A click as a server saw it, before anything is left behind; only `pseudonymise` makes it fit to leave. */
export interface RawClick {
  readonly eventId: string;
  readonly occurredAt: Date;
  readonly ip: string;
  readonly method: string;
  /** With query and fragment, not decoded. */
  readonly path: string;
  readonly status: number;
  readonly referrer?: string;
  readonly sessionId?: string;
}

/** Reads one line; `lineNumber` counts from 0 and includes lines that are no click. */
export type LineParser = (line: Buffer, lineNumber: number) => RawClick;

/** A line that is no click. The message says why, without quoting the line. */
export class NotAClickError extends Error {
  override readonly name = 'NotAClickError';
}
