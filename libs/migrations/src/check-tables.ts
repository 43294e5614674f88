import path from 'node:path';
import { datasetOf } from '@mall/datasets';
import { readCsv } from './csv-file';
import { listInputs } from './list-inputs';

/**
 * Reads through every table's CSV file in a folder without loading it, so that a file that cannot be loaded is refused before
 * anything is started.
 *
 * @throws InputError in one sentence for the first file that cannot be read as its table.
 */
export async function checkTables(directory: string): Promise<void> {
  for (const name of listInputs(directory).tables) {
    const columns = datasetOf(name).sourceColumns.map((column) => column.name);
    await readCsv(path.join(directory, `${name}.csv`), columns, () => undefined);
  }
}
