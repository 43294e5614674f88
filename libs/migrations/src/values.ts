import type { ColumnType } from '@mall/datasets';

/** A value as the database takes it; `undefined` where the text is not of the type. */
export type Value = string | number | null | undefined;

/** Reads one CSV field. Empty and white space are NULL. Times come back in UTC, without an offset they are UTC. */
export function readValue(text: string, type: ColumnType): Value {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  switch (type) {
    case 'int':
      return readInt(trimmed);
    case 'date':
      return readDate(trimmed);
    case 'timestamp':
      return readTimestamp(trimmed);
    case 'string':
      return text;
    default:
      throw new Error(`type ${type} is in no input table`);
  }
}

const mostInt = 2 ** 31 - 1;

function readInt(text: string): number | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= -mostInt - 1 && value <= mostInt ? value : undefined;
}

const datePattern = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/;

function readDate(text: string): string | undefined {
  const match = datePattern.exec(text);
  if (match === null) return undefined;
  const instant = instantOf(match.slice(1).map(Number));
  return instant?.toISOString().slice(0, 10);
}

const timePattern =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

function readTimestamp(text: string): string | undefined {
  const match = timePattern.exec(text);
  if (match === null) return undefined;
  const [fraction = '', offset = 'Z'] = match.slice(7);
  const local = instantOf(match.slice(1, 7).map((part) => Number(part ?? 0)));
  const minutes = offsetMinutes(offset);
  if (local === undefined || minutes === undefined) return undefined;
  const instant = new Date(local.getTime() - minutes * 60_000);
  return `${instant.toISOString().slice(0, 19).replace('T', ' ')}.${fraction.slice(0, 6).padEnd(6, '0')}`;
}

/** The instant of year, month, day, hour, minute, second in UTC, unless one of them is not in the calendar. */
function instantOf(parts: readonly number[]): Date | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  // The servers' dates begin with the year 1000; one more keeps an offset from leaving it.
  if (year < 1001 || hour > 23 || minute > 59 || second > 59) return undefined;
  const instant = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day ? instant : undefined;
}

function offsetMinutes(offset: string): number | undefined {
  if (/^z$/i.test(offset)) return 0;
  const digits = offset.replace(/\D/g, '').padEnd(4, '0');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2));
  // No place on earth is further from Greenwich than 14 hours.
  if (hours > 14 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
