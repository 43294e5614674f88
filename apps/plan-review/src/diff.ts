import { isObject, type JsonObject, LongNumber, own, stableText } from './json';
import type { AttributeChange } from './model';
import { cut, plain } from './text';
import { JsonText, Masked, Unknown, unknown } from './values';

/** A place inside a resource, as Terraform's `replace_paths` writes it. */
export type AttributePath = readonly (string | number)[];

/** Attributes shown of one resource; the rest is counted. */
const mostAttributes = 200;

/** Every attribute that differs between two masked trees, and how many more there are than are listed. */
export function differences(
  before: unknown,
  after: unknown,
  forcing: readonly AttributePath[] = [],
): { attributes: AttributeChange[]; more: number } {
  const attributes: AttributeChange[] = [];
  let more = 0;
  const forced = forcing.map((path) => `${pathText(path)}`);

  const leaf = (path: string, old: unknown, fresh: unknown): void => {
    const forces = forced.some(
      (start) => path === start || (path.startsWith(start) && /^[.[ ]/.test(path.slice(start.length))),
    );
    if (attributes.length >= mostAttributes && !forces) {
      more += 1;
      return;
    }
    const a = shown(old);
    let b = shown(fresh);
    if (a !== undefined && a === b && old instanceof Masked) b = '(sensitive, another value)';
    attributes.push({
      path: cut(plain(path)),
      ...(a === undefined ? {} : { before: a }),
      ...(b === undefined ? {} : { after: b }),
      forces,
    });
  };

  const walk = (old: unknown, fresh: unknown, path: string): void => {
    if (same(old, fresh)) return;
    if (old instanceof JsonText && fresh instanceof JsonText) {
      walk(old.value, fresh.value, `${path} →`);
    } else if (Array.isArray(old) && Array.isArray(fresh)) {
      for (const [key, a, b] of pairs(old as unknown[], fresh as unknown[])) walk(a, b, `${path}[${key}]`);
    } else if (isPlain(old) && isPlain(fresh)) {
      for (const key of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
        walk(own(old, key), own(fresh, key), joined(path, key));
      }
    } else {
      leaf(path, old, fresh);
    }
  };

  const root = (value: unknown): unknown =>
    isPlain(value) ? value : value === null || value === undefined ? {} : { value };
  walk(root(before), root(after), '');
  const order = ({ forces, after: text }: AttributeChange) => (forces ? 0 : text === unknown.toJSON() ? 2 : 1);
  attributes.sort((a, b) => order(a) - order(b));
  return { attributes, more };
}

/** A path as people write it: `ingress[0].cidr_blocks`. */
export function pathText(path: AttributePath): string {
  return path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : joined(text, step)), '');
}

/** A value as one line of text; nothing for null, absent and empty. */
export function shown(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (value instanceof Unknown || value instanceof Masked) return value.toJSON();
  if (typeof value === 'string') return cut(plain(value));
  if (value instanceof LongNumber) return cut(value.text);
  if (Array.isArray(value) && value.length === 0) return undefined;
  if (isPlain(value) && Object.keys(value).length === 0) return undefined;
  return cut(plain(JSON.stringify(value)));
}

function joined(path: string, key: string): string {
  if (path === '') return key;
  return path.endsWith('→') ? `${path} ${key}` : `${path}.${key}`;
}

function isPlain(value: unknown): value is JsonObject {
  return isObject(value) && !(value instanceof Masked || value instanceof Unknown || value instanceof JsonText);
}

/** Equal for a reader: null, absent and empty are one, two unknowns are, and masked values compare inside. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a instanceof Masked && b instanceof Masked) return a.same(b);
  if (a instanceof JsonText && b instanceof JsonText) return same(a.value, b.value);
  if (a instanceof LongNumber && b instanceof LongNumber) return a.text === b.text;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, at) => same(item, b[at]));
  }
  if (isPlain(a) && isPlain(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(own(a, key), own(b, key)));
  }
  return isEmpty(a) && isEmpty(b);
}

function isEmpty(value: unknown): boolean {
  return shown(value) === undefined;
}

/** Items of two lists side by side: equal ones leave, those with one name or Sid meet, the rest meet in order. */
function pairs(before: readonly unknown[], after: readonly unknown[]): [string, unknown, unknown][] {
  if (before.every((item, at) => after.length > at && same(item, after[at]))) {
    return after.slice(before.length).map((item, at) => [String(before.length + at), undefined, item]);
  }
  const left = new Map<string, number[]>();
  before.forEach((item, at) => {
    const text = comparable(item);
    left.set(text, [...(left.get(text) ?? []), at]);
  });
  const added: number[] = [];
  after.forEach((item, at) => {
    if (left.get(comparable(item))?.shift() === undefined) added.push(at);
  });
  const removed = [...left.values()].flat().sort((a, b) => a - b);
  const scalar = [...before, ...after].every((item) => !isPlain(item) && !Array.isArray(item));
  const met: [string, unknown, unknown][] = [];
  for (const at of added) {
    const item = after[at];
    const name = nameOf(item);
    const partner = removed.findIndex((old) => (scalar ? old === at : nameOf(before[old]) === name));
    const [old] = partner < 0 ? [] : removed.splice(partner, 1);
    met.push([name ?? String(at), old === undefined ? undefined : before[old], item]);
  }
  return [
    ...met,
    ...removed.map((at): [string, unknown, unknown] => [nameOf(before[at]) ?? String(at), before[at], undefined]),
  ];
}

let masks = 0;
function comparable(item: unknown): string {
  // Masked values hide behind one text: each is its own, so that a changed one is never taken for an unchanged one.
  if (item instanceof Masked) return `masked ${(masks += 1)}`;
  return stableText(item) ?? 'null';
}

function nameOf(item: unknown): string | undefined {
  if (!isPlain(item)) return undefined;
  for (const key of ['Sid', 'sid', 'name', 'Name', 'id', 'Id', 'key']) {
    const name = own(item, key);
    if (typeof name === 'string' && name !== '') return cut(name, 60);
  }
  return undefined;
}
