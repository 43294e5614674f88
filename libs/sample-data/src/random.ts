import { createHash } from 'node:crypto';

/** A stream of pseudo-random draws: equal seeds and purposes give equal draws on every machine. Never for secrets. */
export class Random {
  #state: number;

  /** Streams of different purposes do not disturb each other: a longer customer file leaves the clicks as they are. */
  constructor(seed: number, purpose: string) {
    this.#state = createHash('sha256').update(`${seed} ${purpose}`).digest().readUInt32LE(0);
  }

  /** A number from 0 to below 1. */
  next(): number {
    // Mulberry32: 32 bits of state are plenty for test data, and the arithmetic is exact everywhere.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** Whether something of this probability happens. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list. */
  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.whole(0, values.length - 1)] ?? values[0];
  }

  /** The place of one of a list of weights, each as likely as it is heavy. */
  weighted(weights: readonly number[]): number {
    let rest = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const place = weights.findIndex((weight) => (rest -= weight) < 0);
    return place === -1 ? weights.length - 1 : place;
  }
}
