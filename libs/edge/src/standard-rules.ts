import type { FirewallRule } from './firewall-rule';
import type { ManagedRuleGroup } from './managed-rule-groups';
import type { ManagedGroup, RequestPart, SizeConstraint, TextTransformation } from './statement';

/** How many requests one address may send. */
export interface RequestRate {
  /** 10 to 2,000,000,000 (AWS WAF API, data type RateBasedStatement). */
  readonly requests: number;
  /** Length of the window that is counted, sliding. */
  readonly windowSeconds: 60 | 120 | 300 | 600;
}

/** How large the parts of a request may be, in bytes. */
export interface SizeLimits {
  /** 1 to 8,192: of a longer body a load balancer shows only the beginning. */
  readonly body: number;
  /** 1 to 8,192. */
  readonly uriPath: number;
  /** 1 to 8,192. */
  readonly queryString: number;
}

/** The rules that every web firewall has, in the order in which they are asked: what costs little and spares much comes first. */
export const standardRuleNames = [
  'ip-reputation',
  'anonymous-ip',
  'rate-limit',
  'size-limits',
  'known-bad-inputs',
  'sql-injection',
  'cross-site-scripting',
  'core',
] as const;

/** One of the rules that every web firewall has. */
export type StandardRuleName = (typeof standardRuleNames)[number];

const asItIs: readonly TextTransformation[] = [{ priority: 0, type: 'NONE' }];

/** Scripts come encoded for URLs, for HTML, or for both. */
const decoded: readonly TextTransformation[] = [
  { priority: 0, type: 'URL_DECODE' },
  { priority: 1, type: 'HTML_ENTITY_DECODE' },
];

/** The rules that every web firewall has. */
export function standardRules(rate: RequestRate, sizes: SizeLimits): readonly FirewallRule[] {
  const rules: Record<StandardRuleName, Omit<FirewallRule, 'name'>> = {
    'ip-reputation': { statement: managed('AWSManagedRulesAmazonIpReputationList') },
    'anonymous-ip': { statement: managed('AWSManagedRulesAnonymousIpList') },
    'rate-limit': {
      statement: {
        rate_based_statement: {
          aggregate_key_type: 'IP',
          limit: rate.requests,
          evaluation_window_sec: rate.windowSeconds,
        },
      },
      // A crawler that is refused with 403 forgets the page, one that gets 429 comes back later.
      refusalStatus: 429,
    },
    'size-limits': {
      statement: {
        or_statement: {
          statement: [
            larger({ body: { oversize_handling: 'MATCH' } }, sizes.body),
            larger({ uri_path: {} }, sizes.uriPath),
            larger({ query_string: {} }, sizes.queryString),
          ],
        },
      },
    },
    'known-bad-inputs': { statement: managed('AWSManagedRulesKnownBadInputsRuleSet') },
    'sql-injection': { statement: managed('AWSManagedRulesSQLiRuleSet') },
    // The core rule set looks for scripts too, but is the group that has to be counted most often.
    'cross-site-scripting': {
      statement: {
        or_statement: {
          statement: [
            { xss_match_statement: { field_to_match: { query_string: {} }, text_transformation: decoded } },
            {
              xss_match_statement: {
                field_to_match: { body: { oversize_handling: 'CONTINUE' } },
                text_transformation: decoded,
              },
            },
          ],
        },
      },
    },
    // Sizes are the matter of `size-limits` alone, or its mode and its figures would say nothing.
    core: {
      statement: managed('AWSManagedRulesCommonRuleSet', [
        'SizeRestrictions_BODY',
        'SizeRestrictions_URIPATH',
        'SizeRestrictions_QUERYSTRING',
      ]),
    },
  };
  return standardRuleNames.map((name) => ({ name, ...rules[name] }));
}

function managed(name: ManagedRuleGroup, counted: readonly string[] = []): ManagedGroup {
  return {
    managed_rule_group_statement: {
      vendor_name: 'AWS',
      name,
      ...(counted.length === 0
        ? {}
        : { rule_action_override: counted.map((rule) => ({ name: rule, action_to_use: { count: {} } })) }),
    },
  };
}

function larger(part: RequestPart, bytes: number): SizeConstraint {
  return {
    size_constraint_statement: {
      field_to_match: part,
      comparison_operator: 'GT',
      size: bytes,
      text_transformation: asItIs,
    },
  };
}
