import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listInputs } from '@mall/migrations';
import { newFolder } from '../twin';

type Row = Record<string, string>;

/** What becomes of a shop's purchases between two runs. Months are Tokyo's, `YYYY-MM`. */
export interface Change {
  /** All purchases of that month are deleted, with their reviews. */
  readonly deleted: string;
  /** All purchases of that month are moved to the middle of May 2024. */
  readonly moved: string;
}

/** A copy of an input folder in which a change has happened, and some prices went up by a yen. */
export function changedShop(input: string, { deleted, moved }: Change): string {
  const folder = path.join(newFolder(), 'input');
  mkdirSync(folder);
  cpSync(input, folder, { recursive: true });
  const gone = new Set<string>();
  rewrite(folder, 'purchase', (rows) =>
    rows.flatMap((row, at) => {
      const month = tokyoMonth(row.purchased_at ?? '');
      if (month === deleted) {
        gone.add(row.purchase_id ?? '');
        return [];
      }
      const price =
        Number(row.unit_price_jpy) > 0 && at % 10 === 0 ? { unit_price_jpy: `${Number(row.unit_price_jpy) + 1}` } : {};
      return [{ ...row, ...price, ...(month === moved ? { purchased_at: '2024-05-15 03:00:00' } : {}) }];
    }),
  );
  rewrite(folder, 'review', (rows) => rows.filter((row) => !gone.has(row.purchase_id ?? '')));
  return folder;
}

/** A copy of an input folder that holds its tables alone. */
export function tablesOf(input: string): string {
  const folder = path.join(newFolder(), 'input');
  cpSync(input, folder, { recursive: true });
  const { surveys, clicks } = listInputs(folder);
  for (const file of [...surveys, ...clicks]) rmSync(path.join(folder, file));
  return folder;
}

function rewrite(folder: string, table: string, change: (rows: readonly Row[]) => readonly Row[]): void {
  const file = path.join(folder, `${table}.csv`);
  const rows = parse<Row>(readFileSync(file, 'utf8'), { columns: true });
  writeFileSync(file, stringify([...change(rows)], { header: true, columns: Object.keys(rows[0] ?? {}) }));
}

/** The month of a time in UTC as the clock shows it in Tokyo; nothing of what is no time. */
function tokyoMonth(text: string): string {
  const moment = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(moment) ? '' : new Date(moment + 9 * 3600 * 1000).toISOString().slice(0, 7);
}
