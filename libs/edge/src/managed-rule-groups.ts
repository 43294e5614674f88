/**
 * Groups of rules that AWS writes, and the web ACL capacity units (WCU) that each takes, whatever its version (AWS WAF
 * Developer Guide, "AWS Managed Rules rule groups list": baseline, use-case specific and IP reputation).
 */
export const managedRuleGroups = {
  /** Addresses that AWS has seen attack. */
  AWSManagedRulesAmazonIpReputationList: 25,
  /** Tor, VPNs, proxies and hosting providers: senders that hide who they are. */
  AWSManagedRulesAnonymousIpList: 50,
  /** Requests that only an attack sends, such as Log4j's. */
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  /** SQL in query, body, cookies and path. */
  AWSManagedRulesSQLiRuleSet: 200,
  /** The core rule set: scripts, file inclusion, request forgery, bad clients, sizes. */
  AWSManagedRulesCommonRuleSet: 700,
} as const;

/** The name of a group. */
export type ManagedRuleGroup = keyof typeof managedRuleGroups;
