import path from 'node:path';
import { datasetOf, type DatasetContract } from '@mall/datasets';
import type { Connection } from 'mysql2/promise';
import { type DatabaseConnection, withConnection } from './connection';
import { readCsv } from './csv-file';
import { listInputs } from './list-inputs';
import { RowBatch } from './row-batch';
import { dropShadow, makeShadow, putInPlace } from './shadow-table';

/** What `loadTables` needs. */
export interface LoadTablesOptions {
  /** A migrated database, as a user that may change its tables. */
  readonly connection: DatabaseConnection;
  /** Folder with some of customer.csv, purchase.csv and review.csv. */
  readonly directory: string;
}

/** One loaded table. */
export interface LoadedTable {
  readonly dataset: string;
  readonly rows: number;
  /** Values per column that were not of its type, or too long for it, and became NULL. */
  readonly unreadable: Readonly<Record<string, number>>;
  /** Whether every row has a key of its own. */
  readonly keyHolds: boolean;
}

/** What was loaded, and what a person should know about it. */
export interface LoadReport {
  readonly tables: readonly LoadedTable[];
  /** One sentence each; counts and names of columns, never a value. */
  readonly notices: readonly string[];
}

/**
 * Replaces the rows of each table whose CSV file is in a folder; a table without a file is left alone. Each table changes
 * in one step: readers see the old rows or the new ones.
 *
 * @throws InputError when a file cannot be read as its table; the tables before it have changed by then.
 */
export async function loadTables({ connection: target, directory }: LoadTablesOptions): Promise<LoadReport> {
  return withConnection(target, async (connection) => {
    const tables: LoadedTable[] = [];
    const notices: string[] = [];
    for (const name of listInputs(directory).tables) {
      const { table, ignored } = await loadTable(connection, datasetOf(name), path.join(directory, `${name}.csv`));
      tables.push(table);
      notices.push(...noticesOf(table, ignored));
    }
    return { tables, notices };
  });
}

async function loadTable(
  connection: Connection,
  dataset: DatasetContract,
  file: string,
): Promise<{ table: LoadedTable; ignored: readonly string[] }> {
  const shadow = await makeShadow(connection, dataset);
  try {
    const batch = new RowBatch(connection, shadow);
    const columns = shadow.columns.map((column) => column.name);
    const { ignored } = await readCsv(file, columns, (fields) => batch.add(fields));
    await batch.flush();
    const keyHolds = await putInPlace(connection, shadow);
    return {
      table: { dataset: dataset.name, rows: batch.rows, unreadable: batch.unreadable, keyHolds },
      ignored,
    };
  } finally {
    await dropShadow(connection, shadow);
  }
}

function noticesOf({ dataset, unreadable, keyHolds }: LoadedTable, ignored: readonly string[]): readonly string[] {
  const file = `${dataset}.csv`;
  return [
    ...ignored.map((column) => `${file}: the column ${column || 'without a name'} is unknown and was ignored`),
    ...Object.entries(unreadable).map(
      ([column, count]) => `${file}: ${count} values of ${column} are not of its type and were loaded as NULL`,
    ),
    ...(keyHolds
      ? []
      : [`${file}: keys are missing or repeated; loaded without the key, the quality gate will stop it`]),
  ];
}
