import type { Random } from './random';

/** What is known of the access log because it was made so. */
export interface AccessLogCounts {
  readonly lines: number;
  /** Lines that are not in the combined format. */
  readonly unparsable: number;
}

const day = Date.UTC(2024, 5, 9);
const paths = ['/', '/news/', '/news/summer?from=mail', '/static/site.css', '/shops/map'] as const;

/** The lines of an older server's log in the combined format; one in a hundred is cut short. */
export function accessLog(random: Random, lines: number): { readonly text: string; readonly counts: AccessLogCounts } {
  const cut = (line: number): boolean => line % 100 === 99;
  const made = Array.from({ length: lines }, (_, line) => {
    const time = new Date(day + Math.floor((line / lines) * 86_400_000));
    const whole = `198.51.100.${random.whole(1, 254)} - - [${stampOf(time)}] "GET ${random.pick(paths)} HTTP/1.1" ${
      random.chance(0.95) ? 200 : 404
    } ${random.whole(200, 20_000)} "-" "Mozilla/5.0 (fictional)"`;
    return cut(line) ? whole.slice(0, 25) : whole;
  });
  const unparsable = made.filter((_, line) => cut(line)).length;
  return { text: made.map((line) => `${line}\n`).join(''), counts: { lines, unparsable } };
}

/** `09/Jun/2024:00:00:00 +0000` */
function stampOf(time: Date): string {
  const [, date = '', month = '', year = ''] = /(\d+) (\w+) (\d+)/.exec(time.toUTCString()) ?? [];
  return `${date}/${month}/${year}:${time.toISOString().slice(11, 19)} +0000`;
}
