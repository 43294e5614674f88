import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DatasetContract } from '@mall/datasets';
import { stringify } from 'csv-stringify';
import { type Made, RowCounter, type RowCounts } from './made';

/** Writes a table's rows as CSV under its contract's source columns, and counts them. */
export async function writeCsv(file: string, dataset: DatasetContract, rows: Iterable<Made>): Promise<RowCounts> {
  const columns = dataset.sourceColumns.map(({ name }) => name);
  const counter = new RowCounter();
  function* records(): Generator<readonly string[]> {
    for (const { fields, breaks } of rows) {
      counter.add(breaks);
      yield columns.map((column) => fields[column] ?? '');
    }
  }
  await pipeline(
    Readable.from(records()),
    stringify({ header: true, columns, record_delimiter: '\n' }),
    createWriteStream(file),
  );
  return counter.counts();
}
