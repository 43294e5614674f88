import { NotAClickError } from './raw-click';

const ISO =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[Tt ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?(?<offset>[Zz]|[+-]\d{2}(?::?\d{2})?)?$/;
const LOG =
  /^(?<day>\d{2})\/(?<month>[A-Z][a-z]{2})\/(?<year>\d{4}):(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})(?: (?<offset>[+-]\d{4}))?$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

type Parts = Readonly<Record<string, string | undefined>>;

/**
 * Reads an ISO 8601 time with an offset; what is finer than a millisecond is cut off.
 *
 * @throws NotAClickError when there is no offset, or no such time.
 */
export function parseIsoTime(text: string): Date {
  const parts = ISO.exec(text)?.groups;
  return instant(parts, Number(parts?.month));
}

/**
 * Reads the time of an access log, `17/May/2015:10:05:03 +0000`.
 *
 * @throws NotAClickError when there is no offset, or no such time.
 */
export function parseLogTime(text: string): Date {
  const parts = LOG.exec(text)?.groups;
  return instant(parts, MONTHS.indexOf(parts?.month ?? '') + 1);
}

function instant(parts: Parts | undefined, month: number): Date {
  if (parts === undefined) throw new NotAClickError('the time cannot be read');
  if (parts.offset === undefined) throw new NotAClickError('the time has no offset from UTC');
  const [year, day, hour, minute] = [parts.year, parts.day, parts.hour, parts.minute].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const second = Number(parts.second ?? 0);
  const millisecond = Number((parts.fraction ?? '').padEnd(3, '0').slice(0, 3));
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute, second, millisecond);
  const offset = offsetMinutes(parts.offset);
  // A day beyond its month's end leaves the month.
  const exists = local.getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60;
  const utc = new Date(local.getTime() - offset * 60_000);
  // An offset can carry the first and the last year beyond four digits.
  const inCalendar = utc.getUTCFullYear() >= 1 && utc.getUTCFullYear() <= 9999;
  if (!exists || Number.isNaN(offset) || !inCalendar) throw new NotAClickError('the time does not exist');
  return utc;
}

function offsetMinutes(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || 0);
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
