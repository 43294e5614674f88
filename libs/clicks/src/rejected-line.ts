import { isUtf8 } from 'node:buffer';

/** A line that is no click, as it is kept: original and reason. */
export interface RejectedLine {
  /** Counts from 0. */
  readonly line: number;
  readonly reason: string;
  readonly encoding: 'utf-8' | 'base64';
  readonly original: string;
  /** Where a long line is kept in several records, which this is, from 1, and of how many. */
  readonly part?: number;
  readonly parts?: number;
}

/** Bytes of a line kept in one record: written as base64 or escaped, they stay below a record's 1,000 KiB. */
const PART_BYTES = 128 * 1024;

/** The records that keep a line whole: as text where it is UTF-8, else, and where it is long, as base64. */
export function rejectedLines(line: Buffer, lineNumber: number, reason: string): readonly RejectedLine[] {
  if (line.length <= PART_BYTES) {
    const encoding = isUtf8(line) ? 'utf-8' : 'base64';
    const original = line.toString(encoding);
    return [{ line: lineNumber, reason, encoding, original }];
  }
  const parts = Math.ceil(line.length / PART_BYTES);
  return Array.from({ length: parts }, (_, index) => ({
    line: lineNumber,
    reason,
    encoding: 'base64',
    original: line.subarray(index * PART_BYTES, (index + 1) * PART_BYTES).toString('base64'),
    part: index + 1,
    parts,
  }));
}
