import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject, objectOf, own } from './json';

/** Attributes that AWS moves on by itself, by resource type. */
const restless: Readonly<Record<string, readonly string[]>> = {
  aws_db_instance: ['latest_restorable_time'],
  aws_rds_cluster: ['latest_restorable_time'],
};

/**
 * An entry of `resource_drift` without what only looks like drift: a provider reads back what was left out as an empty
 * value, and some attributes never rest. `undefined` when nothing is left.
 */
export function realDrift(entry: JsonObject): JsonObject | undefined {
  const change = objectOf(entry.change);
  const { before, after } = change;
  if (!isObject(before) || !isObject(after)) return entry;
  const ignored = own(restless, String(entry.type)) ?? [];
  const read = Object.fromEntries(
    Object.entries(after).map(([name, value]) => {
      const same = ignored.includes(name) || isDeepStrictEqual(meaning(before[name]), meaning(value));
      return [name, same ? before[name] : value];
    }),
  );
  const left = Object.keys({ ...before, ...read }).some((name) => !isDeepStrictEqual(before[name], read[name]));
  return left ? { ...entry, change: { ...change, after: read } } : undefined;
}

/** A value without all that says nothing: null, an empty text, zero, false, empty lists and objects. */
function meaning(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(meaning);
    return items.every((item) => item === undefined) ? undefined : items;
  }
  if (isObject(value)) {
    const entries = Object.entries(value).flatMap(([name, item]) => {
      const told = meaning(item);
      return told === undefined ? [] : [[name, told] as const];
    });
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  return value === null || value === '' || value === 0 || value === false ? undefined : value;
}
