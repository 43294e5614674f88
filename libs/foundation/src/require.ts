import { Token } from 'cdktf';
import type { Construct } from 'constructs';

/** The house's sentence for a wrong prop: `<construct path>: '<prop>' must be <allowed>, got <value>`. */
export function propError(scope: Construct, prop: string, allowed: string, got: unknown, advice?: string): Error {
  return new Error(
    `${scope.node.path}: '${prop}' must be ${allowed}, got ${describe(got)}${advice === undefined ? '' : `; ${advice}`}`,
  );
}

/** Requires a whole number within `[least, most]`. A value known only after apply passes. */
export function requireRange(scope: Construct, prop: string, value: number, least: number, most: number): void {
  if (Token.isUnresolved(value)) return;
  if (!Number.isInteger(value) || value < least || value > most) {
    throw propError(scope, prop, `between ${least} and ${most}`, value);
  }
}

/** Requires one of a few words. */
export function requireOneOf(scope: Construct, prop: string, value: string, allowed: readonly string[]): void {
  if (Token.isUnresolved(value)) return;
  if (!allowed.includes(value)) throw propError(scope, prop, `one of ${allowed.join(', ')}`, value);
}

/** Requires text that matches a pattern; `allowed` says the pattern in words. */
export function requirePattern(scope: Construct, prop: string, value: string, pattern: RegExp, allowed: string): void {
  if (Token.isUnresolved(value)) return;
  if (!pattern.test(value)) throw propError(scope, prop, allowed, value);
}

/** Requires a sentence that can stand in a tag, where reasons of choices are shown to auditors. */
export function requireTagText(scope: Construct, prop: string, value: string): void {
  const allowed = 'a sentence of 8 to 256 letters, digits, spaces and _ . : / = + - @';
  requirePattern(scope, prop, value, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{8,256}$/u, allowed);
}

/** Requires a list with at least `least` entries. */
export function requireCount(scope: Construct, prop: string, values: readonly unknown[], least: number): void {
  if (Token.isUnresolved(values)) return;
  if (values.length < least) throw propError(scope, prop, `a list of at least ${least}`, `${values.length} entries`);
}

function describe(value: unknown): string {
  return typeof value === 'string' ? value || 'an empty string' : String(JSON.stringify(value));
}
