import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import {
  type EnvironmentSettings,
  nameOf,
  requireLogRetention,
  requirePattern,
  requireTagText,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { FirewallLog } from './firewall-log';
import { type FirewallRule, type RuleMode, toTerraform, visibility } from './firewall-rule';
import { requireCapacity, requireRate, requireSizes, requireUnique } from './firewall-checks';
import { type Shield, SHIELD_CAPACITY, Shielded } from './shield';
import { type RequestRate, type SizeLimits, type StandardRuleName, standardRules } from './standard-rules';

export interface WebFirewallProps {
  readonly environment: EnvironmentSettings;
  /** The application load balancer that the internet reaches. */
  readonly loadBalancerArn: string;
  /** How floods of requests are met beyond the rate rule. */
  readonly shield: Shield;
  /** What the standard rules do with what they match. @default every rule blocks */
  readonly modes?: Readonly<Partial<Record<StandardRuleName, RuleMode>>>;
  /**
   * How much one address may ask for; many customers of a mobile carrier share one.
   * @default 2,000 requests in 300 seconds (AWS Security Services Best Practices, "AWS WAF: custom rules")
   */
  readonly rate?: RequestRate;
  /**
   * How large a request may be. Pictures go to S3 by a signed URL, not through the load balancer.
   * @default body 8,192, path 1,024 and query 2,048 bytes, the figures of AWS's core rule set
   */
  readonly sizes?: Partial<SizeLimits>;
  /** Rules that are asked after the standard ones; they block. @default none */
  readonly additionalRules?: readonly FirewallRule[];
  /** Days for which the log is kept, one that CloudWatch Logs offers, at least a year. @default 365 */
  readonly logRetentionDays?: number;
}

export interface WebFirewallOutputs {
  readonly webAclArn: string;
  readonly webAclName: string;
  /** Where every request is written down, without the headers that would open a session. */
  readonly logGroupName: string;
}

const blocking: RuleMode = { mode: 'block' };

/**
 * What stands in front of the public load balancer on layer 7: it lets through what none of its rules matches.
 *
 * Costs about 13 USD a month for the list and its eight rules, and about 0.60 USD for a million requests (AWS WAF pricing,
 * the same in every region, November 2026), while its rules take no more than 1,500 capacity units.
 */
export class WebFirewall extends Construct {
  public readonly outputs: WebFirewallOutputs;

  constructor(scope: Construct, id: string, props: WebFirewallProps) {
    super(scope, id);
    const {
      environment,
      loadBalancerArn,
      shield,
      modes = {},
      rate = { requests: 2000, windowSeconds: 300 },
      additionalRules = [],
      logRetentionDays = 365,
    } = props;
    const sizes = { body: 8192, uriPath: 1024, queryString: 2048, ...props.sizes };
    const loadBalancer = /^arn:aws:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/app\/[^/]+\/[0-9a-f]+$/;
    requirePattern(this, 'loadBalancerArn', loadBalancerArn, loadBalancer, 'the ARN of an application load balancer');
    requireRate(this, rate);
    requireSizes(this, sizes);
    requireLogRetention(this, 'logRetentionDays', logRetentionDays);
    for (const [rule, mode] of Object.entries(modes)) {
      if (mode.mode === 'count') requireTagText(this, `modes.${rule}.reason`, mode.reason);
    }
    if (shield.mode === 'standard') requireTagText(this, 'shield.reason', shield.reason);
    const rules = [...standardRules(rate, sizes), ...additionalRules];
    requireUnique(this, rules);
    requireCapacity(this, rules, shield.mode === 'advanced' ? SHIELD_CAPACITY : 0);

    const modeOf = (rule: FirewallRule) => (modes as Partial<Record<string, RuleMode>>)[rule.name] ?? blocking;
    const name = nameOf(environment, 'edge', 'firewall');
    const webAcl = new Wafv2WebAcl(this, 'WebAcl', {
      name,
      description: 'In front of the public load balancer',
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rule: rules.map((rule, priority) => toTerraform(rule, modeOf(rule), priority)),
      visibilityConfig: visibility(name),
      tags: reasonsOf(modes, shield),
    });
    const association = new Wafv2WebAclAssociation(this, 'Association', {
      resourceArn: loadBalancerArn,
      webAclArn: webAcl.arn,
    });
    if (shield.mode === 'advanced') {
      const { automaticResponse } = shield;
      new Shielded(this, 'Shield', { name, loadBalancerArn, automaticResponse, association });
    }
    const { logGroupName } = new FirewallLog(this, 'Log', {
      environment,
      webAclArn: webAcl.arn,
      retentionDays: logRetentionDays,
    }).outputs;
    this.outputs = { webAclArn: webAcl.arn, webAclName: webAcl.name, logGroupName };
  }
}

/** Why something is left open, as tags: `countedBecause:core`. */
function reasonsOf(modes: NonNullable<WebFirewallProps['modes']>, shield: Shield): Record<string, string> {
  const counted = Object.entries(modes).flatMap(([rule, mode]) =>
    mode.mode === 'count' ? [[`countedBecause:${rule}`, mode.reason] as const] : [],
  );
  return {
    ...Object.fromEntries(counted),
    ...(shield.mode === 'standard' ? { shieldStandardBecause: shield.reason } : {}),
  };
}
