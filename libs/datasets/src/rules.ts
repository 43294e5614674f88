import type { CuratedColumn, DatasetRule, RowRule, RuleColumn } from './contract';

/** The dataset has exactly these columns, in any order. */
export function exactColumns(dataset: string, columns: readonly CuratedColumn[]): readonly DatasetRule[] {
  return [
    ...columns.map(({ name }) => ({
      name: `${dataset}.has_${name}`,
      meaning: `The column ${name} is there.`,
      dqdl: `ColumnExists "${name}"`,
    })),
    {
      name: `${dataset}.has_no_other_column`,
      meaning: `There are ${columns.length} columns and no other.`,
      dqdl: `ColumnCount = ${columns.length}`,
    },
  ];
}

/** There is at least one row. */
export function atLeastOneRow(dataset: string): DatasetRule {
  return { name: `${dataset}.has_rows`, meaning: 'There is at least one row.', dqdl: 'RowCount >= 1' };
}

/** A key of one column is on every row and on no two. */
export function keyOf(dataset: string, column: string): readonly DatasetRule[] {
  return [
    {
      name: `${dataset}.key_complete`,
      meaning: `Every row has its ${column}.`,
      dqdl: `IsComplete "${column}"`,
    },
    {
      name: `${dataset}.key_unique`,
      meaning: `No two rows share a ${column}.`,
      dqdl: `IsUnique "${column}"`,
    },
  ];
}

/** The rule that a column of the quality job holds `true`; the rule's name is the dataset's and the column's. */
export function holds(dataset: string, column: RuleColumn, columns: readonly string[]): RowRule {
  const parent = column.kind === 'known' ? { parent: column.parent.dataset } : {};
  return {
    name: `${dataset}.${column.name}`,
    columns,
    meaning: column.meaning,
    dqdl: `ColumnValues "${column.name}" in ["true"]`,
    ...parent,
  };
}
