import { parse } from 'csv-parse/sync';
import { type DataColumn, smallestGroup, type Visual } from './definition';

/** A value of the page; `undefined` in JSON's absence is written as null: no value. */
export type Value = string | number | null;

/** The rows of one visual as the page gets them. */
export interface DataSet {
  readonly analysis: string;
  readonly rows: readonly (readonly Value[])[];
  /** Rows whose figures are withheld because fewer than five people are behind them; by index. */
  readonly withheld: readonly number[];
}

/**
 * Reads an analysis's CSV for its visual. Figures of groups below `smallestGroup` never leave the server.
 *
 * @throws Error when the CSV's columns are not the definition's.
 */
export function dataSetOf(visual: Visual, csv: string): DataSet {
  const [header = [], ...records] = parse(csv, { relaxColumnCount: false }) as string[][];
  const expected = visual.columns.map(({ name }) => name);
  if (header.join() !== expected.join()) {
    throw new Error(`analyses/${visual.analysis}.csv must have the columns ${expected.join()}, got ${header.join()}`);
  }
  const people = visual.columns.findIndex(({ name }) => name === visual.people);
  const withheld: number[] = [];
  const rows = records.map((record, index) => {
    const values = visual.columns.map((column, at) => valueOf(column, record[at] ?? ''));
    const count = people === -1 ? smallestGroup : Number(values[people]);
    if (count >= smallestGroup) return values;
    withheld.push(index);
    return values.map((value, at) => (isDimension(visual.columns[at]) ? value : null));
  });
  return { analysis: visual.analysis, rows, withheld };
}

function valueOf({ format }: DataColumn, text: string): Value {
  if (text === '') return null;
  return format === 'text' || format === 'date' ? text : Number(text);
}

/** Dimensions say which group a row is of; all else is a figure. The hour is a dimension that counts. */
function isDimension(column: DataColumn | undefined): boolean {
  return column?.format === 'text' || column?.format === 'date' || column?.name === 'hour';
}
