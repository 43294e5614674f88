import { type Figure, figureNames, type FigureName, rangeOf } from '@mall/reconciliation';
import type { QueryResult } from './query-result';

/** A count query answers with other columns than figures. */
export class CountShapeError extends Error {
  override readonly name = 'CountShapeError';
}

/**
 * The figures of a count query: each row is a dataset's, its name in the column `dataset`, each other column a figure.
 *
 * @throws CountShapeError when a column is neither.
 */
export function figuresOf({ columns, rows }: QueryResult): readonly Figure[] {
  const names = columns.map(({ name }) => name);
  const dataset = names.indexOf('dataset');
  const unknown = names.filter((name, at) => at !== dataset && !(name in figureNames));
  if (dataset === -1 || unknown.length > 0) {
    throw new CountShapeError(
      `a count must have the column dataset, and figures of the run report beside it, got ${names.join(', ')}`,
    );
  }
  return rows.flatMap((row) =>
    names.flatMap((name, at) => {
      const cell = row[at] ?? null;
      if (at === dataset || cell === null) return [];
      return [{ dataset: row[dataset] ?? '', part: '', figure: name as FigureName, rows: Number(cell) }];
    }),
  );
}

/** The same figures, counted before and after: where they differ, the truth is between them. */
export function between(before: readonly Figure[], after: readonly Figure[]): readonly Figure[] {
  return after.map((figure) => {
    const earlier = before.find((each) => each.dataset === figure.dataset && each.figure === figure.figure);
    const counts = [figure, ...(earlier === undefined ? [] : [earlier])].flatMap(({ rows }) => rangeOf(rows));
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    return { ...figure, rows: least === most ? least : [least, most] };
  });
}
