import type { DataSet, Value } from '../data-set';
import type { Visual } from '../definition';

/** A row by its column names, and whether its figures are withheld. */
export interface Row {
  readonly values: Readonly<Record<string, Value>>;
  readonly withheld: boolean;
}

/** The rows of a data set by column names. */
export function rowsOf(visual: Visual, dataSet: DataSet): readonly Row[] {
  return dataSet.rows.map((row, index) => ({
    values: Object.fromEntries(visual.columns.map(({ name }, at) => [name, row[at] ?? null])),
    withheld: dataSet.withheld.includes(index),
  }));
}

/** The different values of a column, in the order of the rows. */
export function distinct(rows: readonly Row[], column: string): readonly Value[] {
  return [...new Set(rows.map(({ values }) => values[column] ?? null))];
}

/** A figure of a row; `null` where there is none or it is withheld. */
export function numberOf(row: Row, column: string): number | null {
  const value = row.values[column];
  return typeof value === 'number' ? value : null;
}

/** The sum of a column; withheld figures count nothing. */
export function sum(rows: readonly Row[], column: string): number {
  return rows.reduce((total, row) => total + (numberOf(row, column) ?? 0), 0);
}
