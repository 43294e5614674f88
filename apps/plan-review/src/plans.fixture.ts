import { readPlan } from './read-plan';
import { review, type ReviewOptions } from './review';
import type { Review } from './model';

/** A resource change with the usual marks; `change` says what matters. */
export function changeOf(address: string, change: object, more: object = {}): object {
  const type = /([a-z0-9_]+)\.[^.]+$/.exec(address)?.[1] ?? 'thing';
  return {
    address,
    mode: 'managed',
    type,
    name: 'this',
    provider_name: 'example/provider',
    change: { before: null, after: null, after_unknown: {}, before_sensitive: {}, after_sensitive: {}, ...change },
    ...more,
  };
}

/** A plan's JSON text with these resource changes. */
export function planText(changes: readonly object[], more: object = {}): string {
  return JSON.stringify({ format_version: '1.2', terraform_version: '1.11.4', resource_changes: changes, ...more });
}

/** The review of one plan, stack `shop`. */
export function reviewOf(changes: readonly object[], more: object = {}, options: ReviewOptions = {}): Review {
  const load = () => readPlan(Buffer.from(planText(changes, more)), 'plan.json');
  return review([{ stack: 'shop', load }], options);
}

/** What a review says, rule by rule. */
export function said(result: Review): string[] {
  return result.findings.map(({ rule, sentence }) => `${rule}: ${sentence}`);
}
