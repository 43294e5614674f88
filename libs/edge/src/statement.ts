import { type ManagedRuleGroup, managedRuleGroups } from './managed-rule-groups';

/** Bytes of a body that a load balancer shows to AWS WAF, fixed by AWS (AWS WAF API, data type Body). */
export const INSPECTED_BODY_BYTES = 8192;

/** What a body beyond the inspected bytes does: its beginning is inspected, or the statement matches at once. */
type Oversize = 'CONTINUE' | 'MATCH';

/** A part of a request. */
export type RequestPart =
  | { readonly uri_path: Readonly<Record<string, never>> }
  | { readonly query_string: Readonly<Record<string, never>> }
  | { readonly body: { readonly oversize_handling: Oversize } };

/** What is undone before a part is looked at, in the order of `priority`. */
export interface TextTransformation {
  readonly priority: number;
  readonly type: 'NONE' | 'URL_DECODE' | 'HTML_ENTITY_DECODE';
}

/** A statement about one part of a request, as its transformations leave it. */
interface AboutPart {
  readonly field_to_match: RequestPart;
  /** At least one. */
  readonly text_transformation: readonly TextTransformation[];
}

/** Matches where the part holds a script. */
export interface XssMatch {
  readonly xss_match_statement: AboutPart;
}

/** Matches where the part has more bytes than `size`. */
export interface SizeConstraint {
  readonly size_constraint_statement: AboutPart & { readonly comparison_operator: 'GT'; readonly size: number };
}

/** Matches where one of its statements does; at least two. */
export interface Or {
  readonly or_statement: { readonly statement: readonly (XssMatch | SizeConstraint)[] };
}

/** Matches while one address has sent more than `limit` requests within the window. */
export interface RateLimit {
  readonly rate_based_statement: {
    readonly aggregate_key_type: 'IP';
    readonly limit: number;
    readonly evaluation_window_sec: number;
  };
}

/** Matches where a rule of a group does that AWS writes and keeps up to date. */
export interface ManagedGroup {
  readonly managed_rule_group_statement: {
    readonly vendor_name: 'AWS';
    readonly name: ManagedRuleGroup;
    /** Rules of the group that only count, because another rule of the list decides about the same. */
    readonly rule_action_override?: readonly {
      readonly name: string;
      readonly action_to_use: { readonly count: Readonly<Record<string, never>> };
    }[];
  };
}

/**
 * What a rule looks for, in the words and the shape of Terraform's JSON: the bindings of the provider leave it untyped.
 * Only statements that the mall uses are here.
 */
export type Statement = XssMatch | SizeConstraint | Or | RateLimit | ManagedGroup;

/**
 * Web ACL capacity units (WCU) of a statement, by the figures of the AWS WAF Developer Guide, one page for each statement
 * ("Rule statement characteristics"): script 40, size 1, rate 2, each transformation 10; a group has a fixed figure.
 */
export function capacityOf(statement: Statement): number {
  if ('managed_rule_group_statement' in statement)
    return managedRuleGroups[statement.managed_rule_group_statement.name];
  if ('rate_based_statement' in statement) return 2;
  if ('or_statement' in statement) return sum(statement.or_statement.statement.map(capacityOf));
  if ('xss_match_statement' in statement) return 40 + capacityOfTransformations(statement.xss_match_statement);
  return 1 + capacityOfTransformations(statement.size_constraint_statement);
}

function capacityOfTransformations({ text_transformation }: AboutPart): number {
  return 10 * text_transformation.filter(({ type }) => type !== 'NONE').length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
