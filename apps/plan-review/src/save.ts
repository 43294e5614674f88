import { randomUUID } from 'node:crypto';
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { UnreadableInputError } from './errors';

/** Characters that are gathered before they are written. */
const batch = 64 * 1024;

/** Files that are written beside their places and take them together, so that no error leaves half a review. */
export class Saving {
  /** Where each draft belongs. */
  readonly #drafts = new Map<string, string>();

  /** Writes the parts of a file. @throws UnreadableInputError when that cannot be */
  write(name: string, parts: Iterable<string>): void {
    this.#orRefuse(name, () => {
      const existing = statSync(name, { throwIfNoEntry: false });
      // A device or a pipe has no place that something else could take.
      const direct = existing !== undefined && !existing.isFile();
      const file = existing === undefined || direct ? name : realpathSync(name);
      const draft = direct ? name : `${file}.${randomUUID()}.draft`;
      const descriptor = openSync(draft, direct ? 'w' : 'wx', existing?.mode ?? 0o666);
      if (!direct) this.#drafts.set(draft, file);
      try {
        for (const text of batches(parts)) writeFully(descriptor, Buffer.from(text));
      } finally {
        closeSync(descriptor);
      }
    });
  }

  /** Lets the drafts take their places. */
  finish(): void {
    for (const [draft, file] of this.#drafts) {
      this.#orRefuse(file, () => {
        renameSync(draft, file);
      });
      this.#drafts.delete(draft);
    }
  }

  /** Removes the drafts that have not taken their places. */
  clear(): void {
    for (const draft of this.#drafts.keys()) rmSync(draft, { force: true });
  }

  #orRefuse(name: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      const { syscall, message } = error as NodeJS.ErrnoException;
      if (syscall === undefined) throw error;
      throw new UnreadableInputError(`${path.basename(name)}: the review cannot be written (${message})`);
    }
  }
}

function* batches(parts: Iterable<string>): Generator<string> {
  let gathered: string[] = [];
  let length = 0;
  for (const part of parts) {
    gathered.push(part);
    length += part.length;
    if (length < batch) continue;
    yield gathered.join('');
    gathered = [];
    length = 0;
  }
  yield gathered.join('');
}

function writeFully(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}
