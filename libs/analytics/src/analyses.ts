import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One analysis: the name of its query and of its result, and its SQL. */
export interface AnalysisQuery {
  readonly name: string;
  /** One SELECT over the catalog's tables, without a database name. */
  readonly sql: string;
}

/**
 * The analyses of a folder, one `<name>.sql` each, by name.
 *
 * @throws Error when there is none.
 */
export function readAnalyses(folder: string): readonly AnalysisQuery[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  if (files.length === 0) throw new Error(`'${folder}' must hold a .sql file for each analysis, got none`);
  return files.map((file) => ({
    name: path.basename(file, '.sql'),
    sql: readFileSync(path.join(folder, file), 'utf8'),
  }));
}
