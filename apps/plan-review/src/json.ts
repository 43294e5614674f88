import { isSafeNumber, parse } from 'lossless-json';

/** A number that a double cannot hold, as the plan writes it. */
export class LongNumber {
  constructor(readonly text: string) {}
  toJSON(): string {
    return this.text;
  }
}

/** A JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object (no list, no null, no {@link LongNumber}). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LongNumber);
}

/** The object, or an empty one for anything else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The list, or an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The text, or nothing for anything else and for the empty text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a table says of a name that a plan chose: nothing of `constructor` and its like. */
export function own<Value>(table: Readonly<Record<string, Value>>, key: string | number): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** A value as text whose keys are in order: equal values have equal texts. */
export function stableText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isObject(inner) && Object.getPrototypeOf(inner) === Object.prototype
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The list or object that a text holds as JSON, or nothing. */
export function parsedJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** A number outside quotes that may be too long or too large for a double: 16 digits, or an exponent of three. */
const longNumber = /(?:^|[:,[\s])-?(?:[\d.]{16}|[\d.]+[eE][+-]?\d{3})/;

/** What a JSON text says, every number to its last digit. Throws where the text is not JSON. */
export function parseJson(text: string): unknown {
  if (!longNumber.test(text)) return JSON.parse(text) as unknown;
  return parse(text, undefined, {
    parseNumber: (digits) => (isSafeNumber(digits) ? Number(digits) : new LongNumber(digits)),
    // As JSON.parse does: the last one counts.
    onDuplicateKey: ({ newValue }) => newValue,
  });
}
