import { colour, table } from './table';

/** What a rule did to objects of one kind; times are ISO 8601 in UTC, always a midnight. */
export interface LifeStep {
  readonly rule: string;
  readonly action: 'move' | 'hide' | 'remove' | 'abort';
  /** The class before, or `delete marker`. */
  readonly from: string;
  /** The class after a move. */
  readonly to: string;
  readonly objects: number;
  readonly bytes: number;
  readonly first: string;
  readonly last: string;
}

/** Objects of one class, as a reader finds them or only by their version. */
export interface Lying {
  readonly state: 'current' | 'noncurrent';
  readonly class: string;
  readonly objects: number;
  readonly bytes: number;
}

/** What a bucket lived through: the answer of `/_twin/lifecycle`. */
export interface BucketLife {
  readonly bucket: string;
  readonly since: string;
  readonly until: string;
  readonly done: readonly LifeStep[];
  readonly left: readonly Lying[];
}

const classes = { STANDARD: 'Standard', STANDARD_IA: 'Standard-IA', GLACIER: 'Glacier', DEEP_ARCHIVE: 'Deep Archive' };
const none = '·';
/** What hides nothing any more goes too, costs nothing, and is no news. */
const deleteMarker = 'delete marker';

/** One page: where everything lies at the end, and by which rule and when it came there. */
export function lifeSheet(lives: readonly BucketLife[], days: number, happened: boolean): string {
  const steps = lives.flatMap(({ bucket, since, done }) =>
    done
      .filter(({ from }) => from !== deleteMarker)
      .map((step, index) => [index === 0 ? shortName(bucket) : '', ...stepRow(step, since)]),
  );
  const intro = happened
    ? `The buckets have lived through ${count(days)} days, for good.`
    : `A look ahead of ${count(days)} days by the rules that are applied. Nothing was changed.`;
  return [
    intro,
    heading('What lies where at the end (objects, bytes)'),
    table(['bucket', ...Object.values(classes), 'hidden or replaced', 'gone', 'by'], lives.map(bucketRow)),
    heading('By which rule, and after how many days'),
    steps.length === 0
      ? '  nothing moves, nothing ends'
      : table(['bucket', 'rule', 'what', 'objects', 'bytes', 'day'], steps),
    '',
  ].join('\n');
}

function bucketRow({ bucket, until, done, left }: BucketLife): readonly string[] {
  const current = left.filter(({ state }) => state === 'current');
  return [
    shortName(bucket),
    ...Object.keys(classes).map((name) => amount(current.filter((each) => each.class === name))),
    amount(left.filter(({ state }) => state === 'noncurrent')),
    amount(done.filter(({ action, from }) => action === 'remove' && from !== deleteMarker)),
    until.slice(0, 10),
  ];
}

function stepRow(
  { rule, action, from, to, objects, bytes, first, last }: LifeStep,
  since: string,
): (string | number)[] {
  const before = from in classes ? classes[from as keyof typeof classes] : from;
  const what = {
    move: `${before} → ${classes[to as keyof typeof classes]}`,
    hide: `${before} → hidden by a delete marker`,
    remove: `${before} → gone`,
    abort: 'upload in parts → aborted',
  }[action];
  const [begin, end] = [dayOf(since, first), dayOf(since, last)];
  return [rule, what, objects, size(bytes), begin === end ? count(begin) : `${count(begin)}–${count(end)}`];
}

/** Without the account and region that every bucket's name ends with. */
function shortName(bucket: string): string {
  return bucket.replace(/-\d{12}-[a-z]{2}(?:-[a-z]+)+-\d$/, '');
}

/** Whole days of 24 hours that had passed: what a rule counts before its midnight. */
function dayOf(since: string, at: string): number {
  return Math.floor((Date.parse(at) - Date.parse(since)) / 86_400_000);
}

function amount(parts: readonly { readonly objects: number; readonly bytes: number }[]): string {
  const objects = parts.reduce((sum, part) => sum + part.objects, 0);
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  return objects === 0 ? none : `${count(objects)}, ${size(bytes)}`;
}

function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, bytes === 0 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function heading(text: string): string {
  return `\n${colour.bold(text)}`;
}
