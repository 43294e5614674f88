import { isUtf8 } from 'node:buffer';
import { NotAClickError, type RawClick } from './raw-click';
import { parseIsoTime } from './time';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a JSON click: `event_id`, `occurred_at` (ISO 8601 with offset), `ip`, `method`, `path` and `status` are needed,
 * `referrer` and `session_id` may be absent, anything else is left behind.
 *
 * @throws NotAClickError when the line is no JSON object in UTF-8, or a needed field is missing or cannot be read.
 */
export function parseClickLine(line: Buffer): RawClick {
  const fields = parseObject(line);
  const referrer = optionalText(fields, 'referrer');
  const sessionId = optionalText(fields, 'session_id');
  return {
    eventId: text(fields, 'event_id'),
    occurredAt: parseIsoTime(text(fields, 'occurred_at').trim()),
    ip: text(fields, 'ip').trim(),
    method: text(fields, 'method'),
    path: text(fields, 'path'),
    status: statusOf(fields),
    ...(referrer === undefined ? {} : { referrer }),
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}

function parseObject(line: Buffer): Fields {
  if (!isUtf8(line)) throw new NotAClickError('the line is not UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new NotAClickError('the line is not JSON', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new NotAClickError('the line is not a JSON object');
  }
  return value as Fields;
}

function text(fields: Fields, name: string): string {
  const value = optionalText(fields, name);
  if (value === undefined) throw new NotAClickError(`'${name}' is missing`);
  return value;
}

function optionalText(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new NotAClickError(`'${name}' is not text`);
  return value.trim() === '' ? undefined : value;
}

function statusOf({ status }: Fields): number {
  if (status === undefined || status === null || status === '') throw new NotAClickError("'status' is missing");
  const number = typeof status === 'string' && /^\d{3}$/.test(status) ? Number(status) : status;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 100 || number > 999) {
    throw new NotAClickError("'status' is not a whole number of three digits");
  }
  return number;
}
