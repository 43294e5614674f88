import type { Bytes } from './bytes';

/** Bytes of which one page at a time is in memory, and for a longer text that text. */
export abstract class PagedBytes implements Bytes {
  abstract readonly size: number;
  readonly #page: Buffer;
  #start = 0;
  #length = 0;

  constructor(pageSize: number) {
    this.#page = Buffer.allocUnsafe(pageSize);
  }

  abstract close(): void;
  /** Fills the target from a place on, wholly unless the bytes end before; gives how many there are. */
  protected abstract fill(target: Buffer, place: number): number;

  from(place: number): Buffer {
    if (!this.#holds(place, place + 1)) this.#turnTo(place);
    return this.#page.subarray(place - this.#start, this.#length);
  }

  text(start: number, end: number): string {
    if (end - start > this.#page.length) {
      const whole = Buffer.allocUnsafe(end - start);
      return whole.toString('utf8', 0, this.fill(whole, start));
    }
    if (!this.#holds(start, end)) this.#turnTo(start);
    return this.#page.toString('utf8', start - this.#start, Math.min(end - this.#start, this.#length));
  }

  #holds(start: number, end: number): boolean {
    return start >= this.#start && end <= this.#start + this.#length;
  }

  #turnTo(place: number): void {
    this.#start = place;
    this.#length = this.fill(this.#page, place);
  }
}
