import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Bytes } from './bytes';
import { PagedBytes } from './paged-bytes';
import { readFully } from './read-fully';
import { Scratch } from './scratch';

const pageSize = 256 * 1024;

/** The bytes of an open file. */
class FileBytes extends PagedBytes {
  #closed = false;

  constructor(
    private readonly descriptor: number,
    readonly size: number,
  ) {
    super(pageSize);
  }

  close(): void {
    if (!this.#closed && this.descriptor !== 0) closeSync(this.descriptor);
    this.#closed = true;
  }

  protected fill(target: Buffer, place: number): number {
    return readFully(this.descriptor, target, place);
  }
}

/** The bytes of a file, or of standard input for `-`; what can be read only once is put aside. @throws Error of the system */
export function openBytes(file: string): Bytes {
  const descriptor = file === '-' ? 0 : openSync(file, 'r');
  const stat = fstatSync(descriptor);
  if (stat.isFile()) return new FileBytes(descriptor, stat.size);
  const copy = new Scratch();
  try {
    const chunk = Buffer.allocUnsafe(pageSize);
    for (let count = readSync(descriptor, chunk); count > 0; count = readSync(descriptor, chunk)) {
      copy.append(chunk.subarray(0, count));
    }
    return copy;
  } catch (error) {
    copy.close();
    throw error;
  } finally {
    if (descriptor !== 0) closeSync(descriptor);
  }
}
