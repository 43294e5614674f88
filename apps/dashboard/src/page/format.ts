import type { Bilingual, DataColumn, Format } from '../definition';
import type { Value } from '../data-set';

/** Names of answers and bands as people read them. */
const words: Readonly<Record<string, string>> = {
  '10s': '10代',
  '20s': '20代',
  '30s': '30代',
  '40s': '40代',
  '50s': '50代',
  '60plus': '60代以上',
  unknown: '不明',
  instagram: 'Instagram',
  youtube: 'YouTube',
  tiktok: 'TikTok',
  x: 'X',
  search: '検索',
  friend: '友人・家族',
  newsletter: 'メールマガジン',
  tv: 'テレビCM',
  flyer: '店頭チラシ',
  other: 'その他',
};

const formats: Readonly<Record<Exclude<Format, 'text' | 'date'>, Intl.NumberFormat>> = {
  integer: new Intl.NumberFormat('ja-JP'),
  yen: new Intl.NumberFormat('ja-JP', { style: 'currency', currency: 'JPY' }),
  share: new Intl.NumberFormat('ja-JP', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  rating: new Intl.NumberFormat('ja-JP', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  ratio: new Intl.NumberFormat('ja-JP', { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
};

/** A figure as people read it. */
export function figure(format: Format, value: Value): string {
  if (value === null) return '–';
  if (format === 'text' || format === 'date' || typeof value === 'string') return wordOf(value);
  return formats[format].format(value);
}

/** The short form of a figure for an axis: 1.2万 instead of 12,000. */
export function short(value: number): string {
  return new Intl.NumberFormat('ja-JP', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** The Japanese word for a coded value, the value itself where there is none. */
export function wordOf(value: Value): string {
  return words[String(value)] ?? String(value);
}

/** Both languages, the Japanese first. */
export function both({ ja, en }: Bilingual): string {
  return `${ja}  ${en}`;
}

/** A cell of the table: withheld figures say that they are. */
export function cell(column: DataColumn, value: Value, withheld: boolean): string {
  const isFigure = column.format !== 'text' && column.format !== 'date' && column.name !== 'hour';
  return withheld && isFigure ? '<5' : figure(column.format, value);
}
