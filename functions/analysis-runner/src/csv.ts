import { stringify } from 'csv-stringify/sync';
import type { QueryResult } from './query-result';

/** A figure that has no place in a result. */
export class FigureError extends Error {
  override readonly name = 'FigureError';
}

const DECIMALS = 6;
const FLOATING = ['double', 'float', 'real'];

/** `Number.toFixed` writes an exponent from here on. */
const EXPONENT_FROM = 1e21;

/**
 * A result as CSV: UTF-8, LF, RFC 4180, a header, NULL as an empty field, floating figures with six decimals.
 *
 * @throws FigureError when a figure is not finite.
 */
export function toCsv({ columns, rows }: QueryResult): string {
  const fields = rows.map((row) =>
    row.map((text, index) => {
      const { name = '', type = '' } = columns[index] ?? {};
      return text !== null && FLOATING.includes(type) ? sixDecimals(text, name) : text;
    }),
  );
  return stringify([columns.map(({ name }) => name), ...fields], {
    record_delimiter: '\n',
    // By default a carriage return alone is not quoted.
    quoted_match: /\r/,
  });
}

/** Prints what the query has rounded already; `-0` is 0. */
function sixDecimals(text: string, column: string): string {
  const figure = Number(text);
  if (text.trim() === '' || !Number.isFinite(figure)) {
    throw new FigureError(`column '${column}' must hold finite figures or NULL, got ${text}; make its query give NULL`);
  }
  if (Math.abs(figure) >= EXPONENT_FROM) return `${BigInt(figure)}.${'0'.repeat(DECIMALS)}`;
  const fixed = figure.toFixed(DECIMALS);
  return Number(fixed) === 0 ? (0).toFixed(DECIMALS) : fixed;
}
