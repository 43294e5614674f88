import type { Connection } from 'mysql2/promise';
import { queryDiscreetly } from './connection';
import type { Shadow, ShadowColumn } from './shadow-table';
import { readValue, type Value } from './values';

/**
 * Characters of one INSERT. Each takes at most three bytes of UTF-8 or two of escapes, an empty field six for `NULL, `:
 * far below the 16 MiB that servers take (max_allowed_packet).
 */
const mostCharacters = 1_000_000;

/** Collects a file's rows and writes them many at a time. */
export class RowBatch {
  rows = 0;
  readonly unreadable: Record<string, number> = {};
  readonly #insert: string;
  #pending: Value[][] = [];
  #characters = 0;

  constructor(
    private readonly connection: Connection,
    private readonly shadow: Shadow,
  ) {
    const columns = shadow.columns.map((column) => column.name).join(', ');
    this.#insert = `INSERT INTO ${shadow.name} (${columns}) VALUES ?`;
  }

  /** Takes a row's fields, in the order of the shadow's columns. */
  async add(fields: readonly string[]): Promise<void> {
    this.#pending.push(this.shadow.columns.map((column, index) => this.#read(fields[index] ?? '', column)));
    this.rows += 1;
    if (this.#characters >= mostCharacters) await this.flush();
  }

  /** Writes what is pending. */
  async flush(): Promise<void> {
    if (this.#pending.length === 0) return;
    await queryDiscreetly(this.connection, `writing rows of ${this.shadow.table}`, this.#insert, [this.#pending]);
    this.#pending = [];
    this.#characters = 0;
  }

  #read(text: string, column: ShadowColumn): Value {
    this.#characters += text.length + 1;
    const value = readValue(text, column.type);
    if (value === undefined || (typeof value === 'string' && !fits(value, column))) {
      this.unreadable[column.name] = (this.unreadable[column.name] ?? 0) + 1;
      return null;
    }
    return value;
  }
}

function fits(value: string, { mostCharacters: characters, mostBytes }: ShadowColumn): boolean {
  // A character of the database is a code point, of which UTF-16 needs one or two units.
  if (value.length * 3 <= mostBytes && value.length <= characters) return true;
  return Array.from(value).length <= characters && Buffer.byteLength(value) <= mostBytes;
}
