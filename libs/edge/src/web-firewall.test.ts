import { synthesize, testEnvironment } from '@mall/foundation';
import type { FirewallRule } from './firewall-rule';
import { standardRuleNames } from './standard-rules';
import type { Statement } from './statement';
import { WebFirewall, type WebFirewallProps } from './web-firewall';

const loadBalancerArn =
  'arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/mall-dev-web/50dc6c495c0c9188';

const firewall = (props: Partial<WebFirewallProps> = {}) =>
  synthesize((stack) => {
    new WebFirewall(stack, 'Firewall', {
      environment: testEnvironment,
      loadBalancerArn,
      shield: { mode: 'standard', reason: 'nobody is waiting' },
      ...props,
    });
  });

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly statement: Statement;
  readonly action?: unknown;
  readonly override_action?: unknown;
}
const rules = (props: Partial<WebFirewallProps> = {}) => firewall(props).only('aws_wafv2_web_acl').rule as Rule[];
const rule = (name: string, props: Partial<WebFirewallProps> = {}) => rules(props).find((found) => found.name === name);

const scripts = (name: string): FirewallRule => ({
  name,
  statement: {
    xss_match_statement: {
      field_to_match: { uri_path: {} },
      text_transformation: [{ priority: 0, type: 'NONE' }],
    },
  },
});

describe('WebFirewall', () => {
  it('stands in front of the load balancer and lets through what no rule matches', () => {
    const json = firewall();
    expect(json.only('aws_wafv2_web_acl')).toMatchObject({ scope: 'REGIONAL', default_action: { allow: {} } });
    expect(json.only('aws_wafv2_web_acl_association')).toMatchObject({
      resource_arn: loadBalancerArn,
      web_acl_arn: expect.stringContaining('aws_wafv2_web_acl.'),
    });
  });

  it('asks senders, rate and size before it reads a request, and the largest group last', () => {
    expect(rules().map(({ name, priority }) => [priority, name])).toEqual([...standardRuleNames.entries()]);
  });

  it('refuses whatever a standard rule matches, unless it is told to count', () => {
    for (const { action, override_action } of rules()) {
      expect(override_action ?? action).toEqual(
        override_action === undefined ? { block: expect.anything() } : { none: {} },
      );
    }
  });

  it('counts with a reason that auditors see', () => {
    const modes = {
      core: { mode: 'count', reason: 'the review form is being learned' },
      'rate-limit': { mode: 'count', reason: 'a sale is on' },
    } as const;
    expect(rule('core', { modes })).toMatchObject({ override_action: { count: {} } });
    expect(rule('rate-limit', { modes })?.action).toEqual({ count: {} });
    expect(rule('sql-injection', { modes })).toMatchObject({ override_action: { none: {} } });
    expect(firewall({ modes }).only('aws_wafv2_web_acl').tags).toMatchObject({
      'countedBecause:core': 'the review form is being learned',
      'countedBecause:rate-limit': 'a sale is on',
    });
  });

  it('uses the documented defaults', () => {
    expect(rule('rate-limit')?.statement).toEqual({
      rate_based_statement: { aggregate_key_type: 'IP', limit: 2000, evaluation_window_sec: 300 },
    });
    expect(rule('size-limits')?.statement).toMatchObject({
      or_statement: {
        statement: [
          { size_constraint_statement: { field_to_match: { body: { oversize_handling: 'MATCH' } }, size: 8192 } },
          { size_constraint_statement: { field_to_match: { uri_path: {} }, size: 1024 } },
          { size_constraint_statement: { field_to_match: { query_string: {} }, size: 2048 } },
        ],
      },
    });
    expect(firewall().only('aws_cloudwatch_log_group').retention_in_days).toBe(365);
  });

  it('tells who asks too often to come back later', () => {
    expect(rule('rate-limit')?.action).toEqual({ block: { custom_response: { response_code: 429 } } });
  });

  it('decides about sizes in one rule only', () => {
    expect(rule('core')?.statement).toMatchObject({
      managed_rule_group_statement: {
        rule_action_override: ['BODY', 'URIPATH', 'QUERYSTRING'].map((part) => ({
          name: `SizeRestrictions_${part}`,
          action_to_use: { count: {} },
        })),
      },
    });
  });

  it('looks for scripts itself, so that the core rule set may count', () => {
    expect(rule('cross-site-scripting')?.statement).toMatchObject({
      or_statement: {
        statement: [
          { xss_match_statement: { field_to_match: { query_string: {} } } },
          { xss_match_statement: { field_to_match: { body: {} } } },
        ],
      },
    });
  });

  it('asks additional rules after its own', () => {
    expect(rules({ additionalRules: [scripts('path-scripts')] }).at(-1)).toMatchObject({
      name: 'path-scripts',
      priority: standardRuleNames.length,
    });
  });

  it('writes every request down, encrypted and without what opens a session', () => {
    const json = firewall();
    expect(json.only('aws_cloudwatch_log_group')).toMatchObject({
      name: 'aws-waf-logs-mall-dev-edge-firewall',
      kms_key_id: expect.stringContaining('aws_kms_key.'),
    });
    expect(json.only('aws_wafv2_web_acl_logging_configuration')).toMatchObject({
      redacted_fields: [{ single_header: { name: 'authorization' } }, { single_header: { name: 'cookie' } }],
    });
    expect(json.only('aws_wafv2_web_acl_logging_configuration')).not.toHaveProperty('logging_filter');
  });

  it('shows no samples, whose headers nobody redacts', () => {
    expect(JSON.stringify(firewall().json)).not.toContain('"sampled_requests_enabled":true');
  });

  it('takes Shield Standard with a reason that auditors see', () => {
    const json = firewall();
    expect(json.only('aws_wafv2_web_acl').tags).toEqual({ shieldStandardBecause: 'nobody is waiting' });
    expect(json.counts()).not.toHaveProperty('aws_shield_protection');
  });

  it('lets Shield Advanced write rules once the web ACL stands before the load balancer', () => {
    const json = firewall({ shield: { mode: 'advanced', automaticResponse: 'block' } });
    expect(json.only('aws_shield_protection')).toMatchObject({ resource_arn: loadBalancerArn });
    expect(json.only('aws_shield_application_layer_automatic_response')).toMatchObject({
      action: 'BLOCK',
      depends_on: [
        expect.stringContaining('aws_shield_protection.'),
        expect.stringContaining('aws_wafv2_web_acl_association.'),
      ],
    });
    expect(json.counts()).not.toHaveProperty('aws_shield_subscription');
  });
});

describe('WebFirewall refuses', () => {
  const sentenceFor = { mode: 'count', reason: 'a, b & c' } as const;
  it.each<[string, Partial<WebFirewallProps>]>([
    ["'loadBalancerArn' must be the ARN of an application load balancer, got an empty string", { loadBalancerArn: '' }],
    ["'rate.requests' must be between 10 and 2000000000, got 9", { rate: { requests: 9, windowSeconds: 300 } }],
    [
      "'rate.windowSeconds' must be one of 60, 120, 300, 600, got 90",
      { rate: { requests: 100, windowSeconds: 90 as 60 } },
    ],
    ["'sizes.body' must be between 1 and 8192, got 8193", { sizes: { body: 8193 } }],
    ["'sizes.uriPath' must be between 1 and 8192, got 0", { sizes: { uriPath: 0 } }],
    ["'logRetentionDays' must be one of 365, 400,", { logRetentionDays: 30 }],
    ["'modes.core.reason' must be a sentence of 8 to 256", { modes: { core: sentenceFor } }],
    ["'shield.reason' must be a sentence of 8 to 256", { shield: { mode: 'standard', reason: '' } }],
    [
      "'additionalRules' must be rules with names of their own in lower case letters, digits and -, got core",
      { additionalRules: [scripts('core')] },
    ],
    [
      "'additionalRules' must be rules with names of their own in lower case letters, digits and -, got Path",
      { additionalRules: [scripts('Path')] },
    ],
    [
      "'additionalRules' must be rules of 1500 capacity units in all, got 1540",
      { additionalRules: ['a', 'b', 'c', 'd', 'e', 'f'].map(scripts) },
    ],
    [
      "'additionalRules' must be rules of 1500 capacity units in all, got 1530",
      {
        additionalRules: ['a', 'b'].map(scripts),
        shield: { mode: 'advanced', automaticResponse: 'count' },
      },
    ],
  ])('%s', (sentence, props) => {
    expect(() => firewall(props)).toThrow(`test/Firewall: ${sentence}`);
  });
});
