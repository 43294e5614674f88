import { hours } from './purchases';
import type { Random } from './random';
import { numbered } from './shop';

/** What is known of the click file because it was made so. */
export interface ClickCounts {
  readonly lines: number;
  /** Lines that are no JSON object. */
  readonly unparsable: number;
  /** Lines whose time has no offset. */
  readonly withoutOffset: number;
  /** Lines that repeat an event. */
  readonly duplicates: number;
  /** Distinct events that the analysis counts as clicks. */
  readonly clicks: number;
}

/** Clicks of a week, from a Monday. */
const firstDay = Date.UTC(2024, 5, 3);
const days = [10, 9, 9, 10, 12, 16, 17];

const agents = [
  'Mozilla/5.0 (iPhone; fictional)',
  'Mozilla/5.0 (Windows NT 10.0; fictional)',
  'Mozilla/5.0 (Android 14; fictional)',
] as const;
const referrers = [
  '',
  'https://www.example.com/search?q=mall',
  'https://social.example/post/1#top',
  'https://mall.example.jp/',
] as const;
const pages = [
  '/',
  '/items/1024',
  '/items/coats?size=M&color=navy',
  '/cart',
  '/search?q=%E3%83%8B%E3%83%83%E3%83%88',
  '/v1.2/items',
  '/lookbook/#summer',
] as const;
/** Requests that a page brings along: no clicks. */
const assets = [
  '/static/app.css',
  '/static/main.js?v=3',
  '/images/logo.SVG',
  '/favicon.ico',
  '/fonts/mincho.woff2#x',
  '/images/a.b.PNG',
] as const;

/** Shares of lines that are not as they should be. */
const flaws = { unparsable: 0.002, withoutOffset: 0.002, repeated: 0.01 };

interface Click {
  readonly event_id: string;
  readonly ip: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly user_agent: string;
  readonly referrer: string;
  readonly session_id?: string;
  readonly customer_id?: string;
}

interface Visit {
  readonly visitor: number;
  /** Of the latest request, milliseconds since 1970. */
  readonly time: number;
}

/** Makes the lines of a click file, each with its line feed, and counts them. */
export class ClickLines {
  #counts = { lines: 0, unparsable: 0, withoutOffset: 0, duplicates: 0, clicks: 0 };

  #visit: Visit = { visitor: 0, time: firstDay };

  constructor(
    private readonly random: Random,
    private readonly events: number,
  ) {}

  /** What was made so far. */
  get counts(): ClickCounts {
    return this.#counts;
  }

  *[Symbol.iterator](): Generator<string> {
    for (let event = 0; event < this.events; event += 1) {
      // The first events carry each flaw once, so that a small file has them all.
      if (event === 0 || this.random.chance(flaws.unparsable)) yield this.#unparsable(event);
      else if (event === 1 || this.random.chance(flaws.withoutOffset)) yield this.#withoutOffset(event);
      else yield* this.#event(event);
    }
  }

  *#event(event: number): Generator<string> {
    const { time, visitor } = this.#nextRequest();
    const click = drawClick(this.random, event, visitor);
    if (isClick(click)) this.#counts.clicks += 1;
    yield this.#line(click, time);
    if (event > 3 && !this.random.chance(flaws.repeated)) return;
    // Equal numbers: the earliest counts, wherever it stands in the file.
    this.#counts.duplicates += 1;
    yield this.#line(click, time + (event % 2 === 0 ? 2_000 : -2_000));
  }

  /** A visitor stays for a few requests, some seconds apart. */
  #nextRequest(): Visit {
    this.#visit = this.random.chance(0.7)
      ? { ...this.#visit, time: this.#visit.time + this.random.whole(1_000, 90_000) }
      : { visitor: Math.floor(this.random.next() ** 2 * 5_000), time: drawTime(this.random) };
    return this.#visit;
  }

  #line(click: Click, time: number): string {
    this.#counts.lines += 1;
    return `${JSON.stringify({ ...click, occurred_at: this.#writeTime(time) })}\n`;
  }

  #writeTime(time: number): string {
    if (this.random.chance(0.5)) return new Date(time).toISOString();
    return new Date(time + 9 * 3_600_000).toISOString().replace('Z', '+09:00');
  }

  #unparsable(event: number): string {
    this.#counts.lines += 1;
    this.#counts.unparsable += 1;
    return event % 2 === 0 ? `{"event_id": "${eventId(event)}", "occurred_at": \n` : `"${eventId(event)}"\n`;
  }

  #withoutOffset(event: number): string {
    this.#counts.lines += 1;
    this.#counts.withoutOffset += 1;
    const { time, visitor } = this.#nextRequest();
    const click = drawClick(this.random, event, visitor);
    return `${JSON.stringify({ ...click, occurred_at: new Date(time).toISOString().slice(0, 19) })}\n`;
  }
}

const eventId = (event: number): string => numbered('E', event + 1);

function drawClick(random: Random, event: number, visitor: number): Click {
  const page = random.chance(0.7);
  return {
    event_id: eventId(event),
    ip: addressOf(visitor),
    method: ['GET', 'POST', 'HEAD'][random.weighted([94, 5, 1])] ?? 'GET',
    path: page ? random.pick(pages) : random.pick(assets),
    status: [200, 302, 304, 404, 500][random.weighted([88, 4, 3, 4, 1])] ?? 200,
    user_agent: random.pick(agents),
    referrer: random.pick(referrers),
    ...(random.chance(0.6) ? { session_id: `s-${visitor}-${random.whole(1, 9)}` } : {}),
    ...(random.chance(0.2) ? { customer_id: numbered('', visitor + 1) } : {}),
  };
}

/** A click as requirements define it; the paths above are either pages or assets. */
function isClick({ method, path, status }: Click): boolean {
  return method === 'GET' && status < 400 && (pages as readonly string[]).includes(path);
}

function drawTime(random: Random): number {
  const day = random.weighted(days);
  const hour = random.weighted(hours);
  const tokyo = firstDay + (day * 24 + hour) * 3_600_000 + random.whole(3_000, 3_596_999);
  return tokyo - 9 * 3_600_000;
}

/** Addresses of the ranges that RFC 5737 and RFC 3849 keep for documentation. */
function addressOf(visitor: number): string {
  const ranges = ['192.0.2.', '198.51.100.', '203.0.113.'];
  const range = ranges[Math.floor(visitor / 254)];
  return range === undefined ? `2001:db8::${visitor.toString(16)}` : `${range}${(visitor % 254) + 1}`;
}
