import type { Random } from './random';
import { ages } from './shop';

/** A cell of a workbook: text, a number, an Excel date as its serial number, or nothing. */
export type Cell = string | number | { readonly serial: number } | null;

/** One response, cell by cell, and what it is known to be. */
export interface Response {
  readonly id: Cell;
  readonly answeredAt: Cell;
  readonly age: Cell;
  readonly gender: Cell;
  readonly routes: Cell;
  readonly satisfaction: Cell;
  readonly comment: Cell;
  /** Rule names of the contract that it breaks. */
  readonly breaks: readonly string[];
  /** Routes in it that nobody knows. */
  readonly unknownRoutes: number;
}

/** Labels of the form, by how likely the young and the old name them. */
const routes: readonly { readonly label: string; readonly young: number; readonly old: number }[] = [
  { label: 'Instagram', young: 30, old: 4 },
  { label: 'YouTube', young: 14, old: 6 },
  { label: 'TikTok', young: 20, old: 1 },
  { label: 'X（旧Twitter）', young: 12, old: 3 },
  { label: '検索（Google）', young: 10, old: 18 },
  { label: '友人・家族の紹介', young: 8, old: 14 },
  { label: 'メールマガジン', young: 2, old: 14 },
  { label: 'テレビCM', young: 1, old: 18 },
  { label: '店頭チラシ', young: 1, old: 20 },
  { label: 'その他', young: 2, old: 2 },
];

const separators = ['、', ';', ', ', '\n'] as const;
const genders = ['女性', '女性', '男性', '回答しない'] as const;
const comments = [
  'また買います😊',
  '写真と\n色が違う',
  'サイズが合わない, 返品したい',
  '=1+1',
  null,
  null,
  null,
] as const;

/** A quarter, as year and number. */
export interface Quarter {
  readonly year: number;
  readonly quarter: 1 | 2 | 3 | 4;
}

/** Name of the quarter, as in the workbook's file name. */
export const nameOf = ({ year, quarter }: Quarter): string => `${year}Q${quarter}`;

/** Responses of a quarter without its repeats, edges first. */
export function makeResponses(random: Random, quarter: Quarter, count: number): readonly Response[] {
  return Array.from({ length: count }, (_, place) => ({
    ...drawResponse(random, quarter, place),
    ...edges[place],
  }));
}

const broken = (rule: string, cells: Partial<Response>): Partial<Response> => ({
  ...cells,
  breaks: [`survey_response.${rule}`],
});

const edges: readonly Partial<Response>[] = [
  { age: 10 },
  { age: 100 },
  broken('age_in_range', { age: 9 }),
  broken('age_in_range', { age: '１０１歳' }),
  broken('age_in_range', { age: -5 }),
  { age: '60代' },
  { age: '秘密' },
  { age: null },
  { satisfaction: 1 },
  { satisfaction: '５' },
  { satisfaction: null },
  broken('satisfaction_in_range', { satisfaction: 0 }),
  broken('satisfaction_in_range', { satisfaction: 6 }),
  broken('satisfaction_in_range', { satisfaction: 'とても満足' }),
  broken('response_id_given', { id: null }),
  broken('time_readable', { answeredAt: '先週' }),
  broken('time_readable', { answeredAt: null }),
  { routes: null },
  { routes: 'Instagram、Instagram;Twitter' },
  { routes: '駅の看板', unknownRoutes: 1 },
];

function drawResponse(random: Random, quarter: Quarter, place: number): Response {
  const band = ages[random.weighted(ages.map(({ weight }) => weight))];
  const age = random.whole(band?.from ?? 20, band?.to ?? 60);
  return {
    id: `R${nameOf(quarter)}-${String(place + 1).padStart(5, '0')}`,
    answeredAt: drawTime(random, quarter),
    age: writeAge(random, age),
    gender: random.pick(genders),
    routes: drawRoutes(random, age),
    satisfaction: random.chance(0.05) ? null : 1 + random.weighted([3, 7, 22, 42, 26]),
    comment: random.pick(comments),
    breaks: [],
    unknownRoutes: 0,
  };
}

function writeAge(random: Random, age: number): Cell {
  const text = String(age);
  const wide = text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const forms: readonly Cell[] = [age, text, wide, `${text}歳`, `${Math.floor(age / 10) * 10}代`, null];
  return forms[random.weighted([70, 8, 8, 8, 4, 2])] ?? age;
}

function drawRoutes(random: Random, age: number): Cell {
  const old = Math.min(Math.max((age - 20) / 45, 0), 1);
  const weights = routes.map((route) => route.young * (1 - old) + route.old * old);
  const count = 1 + random.weighted([60, 28, 12]);
  const labels = Array.from({ length: count }, () => routes[random.weighted(weights)]?.label ?? 'その他');
  return labels.join(random.pick(separators));
}

/** A time of the quarter in Tokyo, in one of the ways that forms and people write it. */
function drawTime(random: Random, { year, quarter }: Quarter): Cell {
  const month = (quarter - 1) * 3 + random.whole(0, 2);
  const time = Date.UTC(
    year,
    month,
    random.whole(1, 28),
    random.whole(7, 23),
    random.whole(0, 59),
    random.whole(0, 59),
  );
  const [date, clock] = [new Date(time).toISOString().slice(0, 10), new Date(time).toISOString().slice(11, 19)];
  const [y, m, d] = date.split('-');
  const forms: readonly Cell[] = [
    { serial: excelSerial(time) },
    `${date.replaceAll('-', '/')} ${clock}`,
    `${y}年${m}月${d}日 ${clock.slice(0, 5)}`,
    `${date}T${clock}+09:00`,
  ];
  return forms[random.weighted([70, 12, 10, 8])] ?? null;
}

/** Excel counts days from the end of 1899 and knows no time zone. */
function excelSerial(time: number): number {
  return (time - Date.UTC(1899, 11, 30)) / 86_400_000;
}
