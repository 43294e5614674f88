import { createCipheriv, randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UnreadableInputError } from '../errors';
import { PagedBytes } from './paged-bytes';
import { readFully } from './read-fully';

/** What is held in memory; a review of ordinary plans never touches the disk. */
const mostHeld = 1024 * 1024;
const pageSize = 16 * 1024;
const blockSize = 16;

/**
 * Bytes put aside. Beyond a megabyte they lie in a temporary file without a name, enciphered with a key that only this
 * object has, as plans hold secrets.
 */
export class Scratch extends PagedBytes {
  readonly #key = randomBytes(32);
  readonly #held = Buffer.allocUnsafe(mostHeld);
  #heldLength = 0;
  #filed = 0;
  #file: number | undefined;

  constructor() {
    super(pageSize);
  }

  get size(): number {
    return this.#filed + this.#heldLength;
  }

  /** Puts bytes behind those that are there. */
  append(bytes: Buffer): void {
    for (let from = 0; from < bytes.length;) {
      if (this.#heldLength === mostHeld) this.#putAway();
      const count = bytes.copy(this.#held, this.#heldLength, from);
      this.#heldLength += count;
      from += count;
    }
  }

  /** Lets go of the file; nothing can be read afterwards. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  protected fill(target: Buffer, place: number): number {
    const filed = this.#fillFromFile(target.subarray(0, Math.max(0, this.#filed - place)), place);
    if (filed === target.length) return filed;
    return filed + this.#held.copy(target, filed, place + filed - this.#filed, this.#heldLength);
  }

  #fillFromFile(target: Buffer, place: number): number {
    if (this.#file === undefined || target.length === 0) return 0;
    const count = readFully(this.#file, target, place);
    this.#cipher(place).update(target).copy(target);
    return count;
  }

  #putAway(): void {
    try {
      this.#file ??= openNameless();
      writeSync(this.#file, this.#cipher(this.#filed).update(this.#held), 0, mostHeld, this.#filed);
    } catch (error) {
      throw new UnreadableInputError(
        `${tmpdir()}: what is read cannot be put aside there (${(error as Error).message})`,
      );
    }
    this.#filed += mostHeld;
    this.#heldLength = 0;
  }

  /** The key stream from a place on: in counter mode it is the same for writing and reading. */
  #cipher(place: number): ReturnType<typeof createCipheriv> {
    const counter = Buffer.alloc(blockSize);
    counter.writeBigUInt64BE(BigInt(Math.floor(place / blockSize)), blockSize / 2);
    const cipher = createCipheriv('aes-256-ctr', this.#key, counter);
    cipher.update(Buffer.alloc(place % blockSize));
    return cipher;
  }
}

function openNameless(): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'plan-review-'));
  try {
    return openSync(path.join(folder, 'scratch'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
