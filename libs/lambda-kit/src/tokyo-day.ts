/** A calendar day in Tokyo, as eight digits: `20240705`. */
export type TokyoDay = string & { readonly unit: 'TokyoDay' };

/** Japan has had no summer time since 1951: the offset is the same on every day of the year (IANA time zone database). */
const TOKYO_OFFSET_MS = 9 * 60 * 60 * 1000;

/** The day that a moment is part of in Tokyo. */
export function tokyoDayOf(moment: Date): TokyoDay {
  const shifted = new Date(moment.getTime() + TOKYO_OFFSET_MS);
  return shifted.toISOString().slice(0, 10).replaceAll('-', '') as TokyoDay;
}

/** The day that a text names; undefined where it is no day of the calendar. */
export function tryTokyoDay(text: string): TokyoDay | undefined {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  const moment = new Date(`${year}-${month}-${date}T00:00:00Z`);
  const exists = !Number.isNaN(moment.getTime()) && moment.getUTCDate() === Number(date);
  return exists ? (text as TokyoDay) : undefined;
}

/** A day as the folders of a partitioned table: `year=2024/month=07/day=05`. */
export function partitionOf(day: TokyoDay): string {
  return `year=${day.slice(0, 4)}/month=${day.slice(4, 6)}/day=${day.slice(6)}`;
}
