import { isObject, own, parsedJson } from './json';
import { isSecretName, type Taint } from './secrets';

/** A value that Terraform knows only after the apply. */
export class Unknown {
  toJSON(): string {
    return '(known after apply)';
  }
}

/** A sensitive value. It can be compared, never shown: the value has no way out of this class. */
export class Masked {
  readonly #text: string;
  constructor(value: unknown) {
    this.#text = value instanceof Masked ? value.#text : (JSON.stringify(value) ?? 'null');
  }
  /** Whether both hide the same value. */
  same(other: Masked): boolean {
    return this.#text === other.#text;
  }
  toJSON(): string {
    return '(sensitive)';
  }
}

/** A text that is JSON (a policy, an event pattern), as the structure that it writes. */
export class JsonText {
  constructor(readonly value: unknown) {}
  toJSON(): unknown {
    return this.value;
  }
}

/** The one value that stands for everything unknown. */
export const unknown = new Unknown();

/** Marks of a value as Terraform writes them: `true` for all of it, or a tree of the same shape. */
type Marks = unknown;

/** Values below this depth are treated as sensitive: no provider nests so deep, and a hostile plan shall not. */
const deepest = 200;

/**
 * A value in which everything sensitive is {@link Masked} and everything unknown {@link Unknown}. All that judges or
 * shows values gets this tree, so nothing downstream can leak one.
 */
export function maskedTree(value: unknown, sensitive: readonly Marks[], unknownMarks: Marks, taint: Taint): unknown {
  return walk(value, sensitive, unknownMarks, taint, '', 0);
}

function walk(
  value: unknown,
  sensitive: readonly Marks[],
  open: Marks,
  taint: Taint,
  key: string,
  depth: number,
): unknown {
  if (open === true) return unknown;
  if (value === null || value === undefined) return hasTrue(open, depth) ? fill(open, depth) : value;
  if (depth > deepest || sensitive.includes(true)) return new Masked(value);
  if (typeof value === 'string') {
    return text(value, taint, key, depth);
  }
  if (Array.isArray(value)) {
    const items = value as unknown[];
    const marks = Array.isArray(open) ? (open as unknown[]) : [];
    return Array.from({ length: Math.max(items.length, marks.length) }, (_, at) =>
      walk(items[at], within(sensitive, at), marks[at], taint, key, depth + 1),
    );
  }
  if (!isObject(value)) return value;
  const keys = isObject(open) ? new Set([...Object.keys(value), ...Object.keys(open)]) : Object.keys(value);
  const tree: Record<string, unknown> = {};
  for (const name of keys) {
    const inner = walk(own(value, name), within(sensitive, name), child(open, name), taint, name, depth + 1);
    // A plain assignment would set the object's prototype.
    if (name === '__proto__') Object.defineProperty(tree, name, { value: inner, enumerable: true });
    else tree[name] = inner;
  }
  return tree;
}

function text(value: string, taint: Taint, key: string, depth: number): unknown {
  if (isSecretName(key, value) || taint.covers(value)) return new Masked(value);
  const inner = parsedJson(value);
  return inner === undefined ? taint.clean(value) : new JsonText(walk(inner, [], undefined, taint, key, depth + 1));
}

/** Marks of a member; most values have none, and share one empty list. */
function within(marks: readonly Marks[], key: string | number): readonly Marks[] {
  if (marks.length === 0) return marks;
  const inner = marks.map((mark) => child(mark, key)).filter((mark) => mark !== undefined && mark !== false);
  return inner.length === 0 ? unmarked : inner;
}

const unmarked: readonly Marks[] = [];

/** The mark of a list's or object's member. */
function child(mark: Marks, key: string | number): Marks {
  if (mark === true) return true;
  if (Array.isArray(mark) && typeof key === 'number') return (mark as unknown[])[key];
  return isObject(mark) ? own(mark, key) : undefined;
}

function hasTrue(marks: Marks, depth: number): boolean {
  if (marks === true) return true;
  if (depth > deepest || typeof marks !== 'object' || marks === null) return false;
  return Object.values(marks).some((mark) => hasTrue(mark, depth + 1));
}

function fill(marks: Marks, depth: number): unknown {
  if (marks === true) return unknown;
  if (Array.isArray(marks)) return marks.map((mark) => fill(mark, depth + 1));
  if (!isObject(marks)) return undefined;
  return Object.fromEntries(Object.entries(marks).map(([key, mark]) => [key, fill(mark, depth + 1)]));
}
