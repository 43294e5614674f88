/** A row of a file, and the rules that it breaks; a row that breaks none is good. */
export interface Made {
  readonly fields: Readonly<Record<string, string>>;
  /** Rule names of the contracts. */
  readonly breaks: readonly string[];
}

/** What is known of a file because it was made so. */
export interface RowCounts {
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  /** Bad rows by rule; a row that breaks two rules counts in both. */
  readonly broken: Readonly<Record<string, number>>;
}

/** Counts rows as they pass. */
export class RowCounter {
  #rows = 0;
  #bad = 0;
  readonly #broken = new Map<string, number>();

  add(breaks: readonly string[]): void {
    this.#rows += 1;
    if (breaks.length > 0) this.#bad += 1;
    for (const rule of breaks) this.#broken.set(rule, (this.#broken.get(rule) ?? 0) + 1);
  }

  counts(): RowCounts {
    const broken = Object.fromEntries([...this.#broken].sort(([one], [other]) => (one < other ? -1 : 1)));
    return { rows: this.#rows, good: this.#rows - this.#bad, bad: this.#bad, broken };
  }
}
