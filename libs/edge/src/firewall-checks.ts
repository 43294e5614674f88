import { propError, requireOneOf, requireRange } from '@mall/foundation';
import type { Construct } from 'constructs';
import type { FirewallRule } from './firewall-rule';
import type { RequestRate, SizeLimits } from './standard-rules';
import { capacityOf, INSPECTED_BODY_BYTES } from './statement';

/** Capacity units that the basic price of a web ACL covers (AWS WAF Developer Guide, "Web ACL capacity units"). */
const CAPACITY = 1500;

/** Requires that the rules, and what is reserved beside them, stay within the capacity that the basic price covers. */
export function requireCapacity(scope: Construct, rules: readonly FirewallRule[], reserved: number): void {
  const total = rules.reduce((sum, { statement }) => sum + capacityOf(statement), reserved);
  if (total > CAPACITY) throw propError(scope, 'additionalRules', `rules of ${CAPACITY} capacity units in all`, total);
}

/** Requires that every rule has a name of its own, which logs and metrics can tell. */
export function requireUnique(scope: Construct, rules: readonly FirewallRule[]): void {
  const names = rules.map(({ name }) => name);
  const wrong = names.find((name, index) => names.indexOf(name) !== index || !/^[a-z][a-z0-9-]{0,127}$/.test(name));
  if (wrong !== undefined)
    throw propError(
      scope,
      'additionalRules',
      'rules with names of their own in lower case letters, digits and -',
      wrong,
    );
}

/** Requires a rate that AWS WAF can count. */
export function requireRate(scope: Construct, { requests, windowSeconds }: RequestRate): void {
  requireRange(scope, 'rate.requests', requests, 10, 2_000_000_000);
  requireOneOf(scope, 'rate.windowSeconds', String(windowSeconds), ['60', '120', '300', '600']);
}

/** Requires limits that can be seen to be broken: beyond the inspected bytes a size never matches. */
export function requireSizes(scope: Construct, sizes: SizeLimits): void {
  for (const [part, bytes] of Object.entries(sizes)) {
    requireRange(scope, `sizes.${part}`, bytes as number, 1, INSPECTED_BODY_BYTES);
  }
}
