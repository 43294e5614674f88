export type { Dnssec, SignedAnswers, UnsignedAnswers } from './dnssec';
export { Domain, type DomainOutputs, type DomainProps } from './domain';
export type { Blocking, Counting, FirewallRule, RuleMode } from './firewall-rule';
export type { Shield, ShieldAdvanced, ShieldStandard } from './shield';
export { type RequestRate, type SizeLimits, type StandardRuleName, standardRuleNames } from './standard-rules';
export { capacityOf, INSPECTED_BODY_BYTES, type Statement } from './statement';
export { WebFirewall, type WebFirewallOutputs, type WebFirewallProps } from './web-firewall';
