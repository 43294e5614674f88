import type { Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import type { Statement } from './statement';

/** What the rule matches is refused. */
export interface Blocking {
  readonly mode: 'block';
}

/** What the rule matches is logged and goes on, until the log has shown that no customer is among it. */
export interface Counting {
  readonly mode: 'count';
  /** Why it is not refused. Shown to auditors as a tag. */
  readonly reason: string;
}

/** What happens to a request that a rule matches. */
export type RuleMode = Blocking | Counting;

/** A rule of a web firewall; the rules of a list are asked in its order. */
export interface FirewallRule {
  /** Lower case letters, digits and hyphens; the name in logs and the name of its metric. */
  readonly name: string;
  readonly statement: Statement;
  /** HTTP status of the refusal; groups that AWS manages know only 403. @default 403 */
  readonly refusalStatus?: number;
}

const nothing = {};

/** A rule as the provider takes it. */
export function toTerraform(rule: FirewallRule, { mode }: RuleMode, priority: number): Wafv2WebAclRule {
  const { name, statement, refusalStatus } = rule;
  const refusal = refusalStatus === undefined ? nothing : { customResponse: { responseCode: refusalStatus } };
  const action = mode === 'count' ? { count: nothing } : { block: refusal };
  return {
    name,
    priority,
    statement,
    // The rules of a group have actions of their own, which only `count` overrides.
    ...('managed_rule_group_statement' in statement
      ? { overrideAction: mode === 'count' ? { count: nothing } : { none: nothing } }
      : { action }),
    visibilityConfig: visibility(name),
  };
}

/** Metrics, but no samples: the console would show their headers as they came, where the log has them redacted. */
export function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
