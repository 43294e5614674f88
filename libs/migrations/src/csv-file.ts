import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { InputError } from './input-error';

/** What was found in a CSV file's header besides the columns that were asked for. */
export interface CsvHeader {
  readonly ignored: readonly string[];
}

/**
 * Streams a CSV file (UTF-8 with or without mark, any line ending, RFC 4180) and hands each record on, its fields in the order of `columns`.
 *
 * @throws InputError when the file is not UTF-8, not CSV, lacks a column, or has a record of another length than its header.
 */
export async function readCsv(
  file: string,
  columns: readonly string[],
  take: (fields: readonly string[]) => Promise<void> | void,
): Promise<CsvHeader> {
  const name = path.basename(file);
  const parser = parse({ skip_empty_lines: true, relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
  const header: string[] = [];
  let places: readonly number[] = [];
  let refusal: unknown;
  let count = 0;
  const takeRecord = async (record: readonly string[]): Promise<void> => {
    if (record.length === 1 && record[0]?.trim() === '') return;
    if (header.length === 0) {
      header.push(...record.map((column) => column.trim()));
      places = placesOf(name, header, columns);
      return;
    }
    count += 1;
    requireLength(name, count, record, header);
    await take(places.map((place) => record[place] ?? ''));
  };
  try {
    await pipeline(createReadStream(file), decoder(), parser, async (records: AsyncIterable<string[]>) => {
      for await (const record of records) {
        await takeRecord(record).catch((error: unknown) => {
          refusal = error;
          throw error;
        });
      }
    });
  } catch (error) {
    // A pipeline whose end throws may answer with the abortion of its beginning instead.
    throw sentenceOf(name, refusal ?? error);
  }
  if (header.length === 0) throw new InputError(`${name}: it is empty; give at least a header line`);
  return { ignored: header.filter((column) => !columns.includes(column)) };
}

function decoder(): Transform {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  return new Transform({
    readableObjectMode: false,
    transform(chunk: Uint8Array, _encoding, done) {
      try {
        done(null, utf8.decode(chunk, { stream: true }));
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        done(null, utf8.decode());
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

function placesOf(name: string, header: readonly string[], columns: readonly string[]): readonly number[] {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new InputError(
      `${name}: the header lacks ${missing.join(', ')}; it must have ${columns.join(', ')}, in any order`,
    );
  }
  const twice = columns.find((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice !== undefined) throw new InputError(`${name}: the header has ${twice} twice; keep the right one`);
  return columns.map((column) => header.indexOf(column));
}

function requireLength(name: string, count: number, record: readonly string[], header: readonly string[]): void {
  if (record.length === header.length) return;
  throw new InputError(
    `${name}: record ${count} has ${record.length} fields, its header has ${header.length}; put fields that hold a comma, a quote or a line break into quotes`,
  );
}

/** The parser's own messages quote the field; only its code and line may leave. */
function sentenceOf(name: string, error: unknown): unknown {
  if (error instanceof CsvError) {
    const { code, lines } = error as CsvError & { lines?: number };
    return new InputError(`${name}: line ${lines ?? '?'} is not CSV (${code}); quote fields as RFC 4180 says`);
  }
  if ((error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return new InputError(`${name}: it is not UTF-8; save it as CSV UTF-8`);
  }
  return error;
}
