import type { Scratch } from '../bytes/scratch';

/** Where items lie in a scratch file. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Keeps items outside memory, each as JSON, and reads one when it is asked for. */
export class Shelf {
  readonly #names = new Map<string, string>();
  #last: { readonly start: number; readonly item: unknown } | undefined;

  constructor(private readonly scratch: Scratch) {}

  put(item: unknown): Place {
    const start = this.scratch.size;
    this.scratch.append(Buffer.from(JSON.stringify(item)));
    return { start, end: this.scratch.size };
  }

  read({ start, end }: Place): unknown {
    // Whoever shows an item asks for its properties one by one.
    if (this.#last?.start !== start) this.#last = { start, item: JSON.parse(this.scratch.text(start, end)) };
    return this.#last.item;
  }

  /** One text in memory for all equal ones. */
  once(name: string): string {
    const known = this.#names.get(name);
    if (known === undefined) this.#names.set(name, name);
    return known ?? name;
  }
}
