import type { Bytes } from './bytes/bytes';

/** Bytes of a text that are looked at one by one before its end is searched for. */
const longRun = 48;

/** A value inside a list or an object: where it stands, and its name as it is written, quotes and all. */
export interface Child {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The values of the list or object that a range of JSON holds, in turn; none for any other value. Only what parts them
 * is looked at: whoever needs a value parses it. Throws a SyntaxError where they are not parted as JSON does.
 */
export function* children(bytes: Bytes, start: number, end: number): Generator<Child> {
  const at = new Cursor(bytes, start, end);
  const open = at.peek();
  if (open !== openList && open !== openObject) return;
  const close = open === openList ? closeList : closeObject;
  at.place += 1;
  if (at.afterSpace() !== close) {
    for (let mark = comma; mark !== close; mark = at.after(comma, close)) {
      const key = open === openObject ? keyOf(at, bytes) : '';
      at.afterSpace();
      const from = at.place;
      at.skipValue();
      yield { key, start: from, end: at.place };
    }
  } else at.place += 1;
  if (at.place !== end) throw at.wrong();
}

function keyOf(at: Cursor, bytes: Bytes): string {
  if (at.afterSpace() !== quote) throw at.wrong();
  const from = at.place;
  at.skipValue();
  const key = bytes.text(from, at.place);
  at.after(colon);
  return key;
}

/** A place in a range of JSON. */
class Cursor {
  constructor(
    private readonly bytes: Bytes,
    public place: number,
    private readonly end: number,
  ) {}

  wrong(): SyntaxError {
    return new SyntaxError(`no JSON at byte ${this.place}`);
  }

  /** The byte here. */
  peek(): number {
    const byte = this.place < this.end ? this.bytes.from(this.place)[0] : undefined;
    if (byte === undefined) throw this.wrong();
    return byte;
  }

  /** The next byte that is no space. */
  afterSpace(): number {
    while (isSpace(this.peek())) this.place += 1;
    return this.peek();
  }

  /** Steps over the next byte that is no space, which must be one of these. */
  after(...marks: readonly number[]): number {
    const mark = this.afterSpace();
    if (!marks.includes(mark)) throw this.wrong();
    this.place += 1;
    return mark;
  }

  /** Steps over one value: to the end of its quotes or brackets, or to whatever ends a number or a word. */
  skipValue(): void {
    let depth = 0;
    let quoted = false;
    let escaped = false;
    let run = 0;
    while (this.place < this.end) {
      const page = this.bytes.from(this.place).subarray(0, this.end - this.place);
      if (page.length === 0) break;
      let [quoteAt, backslashAt] = [-1, -1];
      for (let offset = 0; offset < page.length; offset++) {
        const byte = page[offset] as number;
        if (quoted) {
          if (escaped) escaped = false;
          else if (byte === backslash) escaped = true;
          else if (byte === quote) {
            quoted = false;
            if (depth === 0) return this.#step(offset + 1);
          } else if ((run += 1) === longRun) {
            run = 0;
            quoteAt = next(page, quote, offset, quoteAt);
            backslashAt = next(page, backslash, offset, backslashAt);
            offset = Math.min(quoteAt, backslashAt) - 1;
          }
        } else if (byte === quote) {
          quoted = true;
          run = 0;
        } else if (byte === openObject || byte === openList) depth += 1;
        else if (depth === 0) {
          if (byte === comma || byte === closeObject || byte === closeList || isSpace(byte)) return this.#step(offset);
        } else if ((byte === closeObject || byte === closeList) && (depth -= 1) === 0) return this.#step(offset + 1);
      }
      this.#step(page.length);
    }
    if (depth > 0 || quoted) throw this.wrong();
  }

  #step(offset: number): void {
    this.place += offset;
  }
}

/** Where a byte stands next, its end when nowhere; `known` is the last answer for this page and byte. */
function next(page: Buffer, byte: number, from: number, known: number): number {
  if (known >= from) return known;
  const found = page.indexOf(byte, from);
  return found < 0 ? page.length : found;
}

/** Whether a byte is what JSON takes for space. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
