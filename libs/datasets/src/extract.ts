import type { ColumnType, DatasetContract, Form, HmacDomain } from './contract';

/** A column that the extract job reads from a view, and what it becomes in the CSV. */
export interface ExtractColumn {
  /** Name in the view. */
  readonly source: string;
  /** Name in the extracted CSV and everywhere after. */
  readonly name: string;
  /** Type in the extracted CSV. */
  readonly type: ColumnType;
  /** The job replaces the value by its keyed hash of this domain. @default the value passes */
  readonly hmac?: HmacDomain;
  /** The job passes values of this form only. @default the view has made the value */
  readonly form?: Form;
}

/** The view that the analytics user may read. */
export function viewOf(dataset: DatasetContract): string {
  return `analytics_${dataset.name}`;
}

/** What the extract job reads, in the order of the curated columns; empty for datasets that are no table. */
export function extractColumns(dataset: DatasetContract): readonly ExtractColumn[] {
  if (dataset.source !== 'table') return [];
  return dataset.sourceColumns.flatMap(({ name, type, privacy, form }): ExtractColumn[] => {
    switch (privacy.action) {
      case 'drop':
        return [];
      case 'keep':
        return [{ source: name, name, type, ...(form === undefined ? {} : { form }) }];
      case 'hmac':
        return [{ source: name, name: privacy.as, type: 'string', hmac: privacy.domain }];
      case 'derive':
        return [{ source: privacy.as, name: privacy.as, type: privacy.type }];
    }
  });
}

/** SQL that creates or replaces the dataset's view: columns by privacy, run with its definer's rights. */
export function viewSql(dataset: DatasetContract): string {
  const columns = dataset.sourceColumns.flatMap(({ name, privacy }) => {
    if (privacy.action === 'drop') return [];
    return [privacy.action === 'derive' ? `${privacy.expression} AS ${privacy.as}` : name];
  });
  const list = columns.map((column) => `  ${column}`).join(',\n');
  return `CREATE OR REPLACE SQL SECURITY DEFINER VIEW ${viewOf(dataset)} AS\nSELECT\n${list}\nFROM ${dataset.name}`;
}

/** The source table's column behind the primary key. @throws Error when the dataset is no table of one key column. */
export function keyColumnOf(dataset: DatasetContract): string {
  const [key] = dataset.primaryKey;
  const column = extractColumns(dataset).find(({ name }) => name === key);
  if (column === undefined || dataset.primaryKey.length !== 1) {
    throw new Error(`dataset ${dataset.name} must be a table with a key of one column`);
  }
  return column.source;
}
