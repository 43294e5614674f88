import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A query that Athena keeps: its name, which is also that of an analysis' result, and its SQL. */
export interface NamedQuery {
  readonly name: string;
  /** One SELECT over the catalog's tables, without a database name. */
  readonly sql: string;
}

/**
 * The queries of a folder, one `<name>.sql` each, by name.
 *
 * @throws Error when there is none.
 */
export function readQueries(folder: string): readonly NamedQuery[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  if (files.length === 0) throw new Error(`'${folder}' must hold a .sql file for each query, got none`);
  return files.map((file) => ({
    name: path.basename(file, '.sql'),
    sql: readFileSync(path.join(folder, file), 'utf8'),
  }));
}
