import type { Bytes } from './bytes/bytes';
import { HeldBytes } from './bytes/bytes';
import { children } from './json-children';
import { parseJson } from './json';

/** Longest part that is parsed whole to see whether it is JSON. */
const mouthful = 64 * 1024;
/** Parts longer than that lie no deeper in each other in any plan. */
const deepest = 200;

/**
 * A part of a JSON file that is read when it is asked for; it remembers where its items and members stand. A part that
 * is not there has no value, items or members.
 */
export class JsonPart {
  /** Start and end of each item, in turn. */
  #items: number[] | undefined;
  #members: Map<string, JsonPart> | undefined;

  constructor(
    private readonly bytes: Bytes,
    private readonly start: number,
    private readonly end: number,
  ) {}

  /** The whole part as {@link parseJson} gives it, `undefined` when it is not there. */
  value(): unknown {
    return this.end === this.start ? undefined : parseJson(this.#text());
  }

  /** The items of a list, none for anything else. */
  *items(): Generator<JsonPart> {
    const places = (this.#items ??= this.#begins('[') ? this.#places() : []);
    for (let at = 0; at < places.length; at += 2) yield this.#part(places[at] as number, places[at + 1] as number);
  }

  /** The members of an object, none for anything else; of two of one name the last one counts. */
  members(): ReadonlyMap<string, JsonPart> {
    return (this.#members ??= new Map(this.#everyMember()));
  }

  /** The member at the end of a path of names. */
  at(...names: readonly string[]): JsonPart {
    const [name, ...rest] = names;
    return name === undefined ? this : (this.members().get(name) ?? absent).at(...rest);
  }

  /** Whether an object has such a member. */
  has(name: string): boolean {
    return this.at(name) !== absent;
  }

  /**
   * Throws a SyntaxError where this is not JSON, a RangeError where parts longer than what is parsed at once lie in each
   * other beyond measure.
   */
  check(atOnce = mouthful, depth = 0): void {
    if (this.end - this.start <= atOnce || !(this.#begins('[') || this.#begins('{'))) {
      JSON.parse(this.#text());
      return;
    }
    if (depth > deepest) throw new RangeError('nested too deeply');
    for (const item of this.items()) item.check(atOnce, depth + 1);
    const members = [...this.#everyMember()];
    for (const [, member] of members) member.check(atOnce, depth + 1);
    this.#members = new Map(members);
  }

  #places(): number[] {
    const places: number[] = [];
    for (const { start, end } of children(this.bytes, this.start, this.end)) places.push(start, end);
    return places;
  }

  *#everyMember(): Generator<[name: string, member: JsonPart]> {
    if (!this.#begins('{')) return;
    for (const { key, start, end } of children(this.bytes, this.start, this.end)) {
      yield [JSON.parse(key) as string, this.#part(start, end)];
    }
  }

  #part(start: number, end: number): JsonPart {
    return new JsonPart(this.bytes, start, end);
  }

  #begins(mark: string): boolean {
    return this.end > this.start && this.bytes.from(this.start)[0] === mark.charCodeAt(0);
  }

  #text(): string {
    return this.bytes.text(this.start, this.end);
  }
}

const absent = new JsonPart(new HeldBytes(Buffer.alloc(0)), 0, 0);
