import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

const NEWLINE = 0x0a;

/**
 * Streams the lines of a file, plain or `.gz`, as raw bytes without their newline.
 *
 * @throws Error when the file cannot be read, or is no whole gzip file though its name says so.
 */
export async function* readLines(file: string): AsyncGenerator<Buffer> {
  if (!file.endsWith('.gz')) {
    yield* splitLines(createReadStream(file));
    return;
  }
  const unpacked = pipeline(createReadStream(file), createGunzip(), () => undefined);
  try {
    yield* splitLines(unpacked);
  } catch (cause) {
    if (!isZlibError(cause)) throw cause;
    throw new Error(`'${path.basename(file)}' must be a whole gzip file; copy it again or unpack it`, { cause });
  }
}

/** Cuts chunks of bytes into lines; what follows the last newline is a line if it holds anything. */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      begun.push(chunk.subarray(start, end));
      yield begun.length === 1 ? (begun[0] as Buffer) : Buffer.concat(begun);
      begun = [];
      start = end + 1;
    }
    if (start < chunk.length) begun.push(chunk.subarray(start));
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}

function isZlibError(error: unknown): boolean {
  return String((error as { readonly code?: unknown }).code).startsWith('Z_');
}
