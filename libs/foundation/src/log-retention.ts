import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { requireOneOf } from './require';

/** Retentions of a year and more that CloudWatch Logs offers (API PutRetentionPolicy), in days. */
const retentions = [365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653].map(String);

/** Requires days for which a log group can keep its events, at least a year. */
export function requireLogRetention(scope: Construct, prop: string, days: number): void {
  if (!Token.isUnresolved(days)) requireOneOf(scope, prop, String(days), retentions);
}
