import { readSync } from 'node:fs';

/** Fills the target from a place of a file on, wholly unless the file ends before; gives how many bytes there are. */
export function readFully(descriptor: number, target: Buffer, place: number): number {
  let filled = 0;
  while (filled < target.length) {
    const count = readSync(descriptor, target, filled, target.length - filled, place + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}
