import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { Construct } from 'constructs';

/** Logs that RDS brings to CloudWatch; the general log and the slow one hold statements with customers' values, and stay behind. */
export const exportedLogs = ['audit', 'error'] as const;

/** The log groups into which RDS writes the logs of an instance. */
export function logGroupNamesOf(identifier: string): string[] {
  return exportedLogs.map((log) => logGroupName(identifier, log));
}

/**
 * The log groups of an instance, encrypted and kept for a year. The instance must depend on them: RDS makes those that are missing
 * itself, unencrypted and kept for ever.
 */
export function defineLogGroups(scope: Construct, identifier: string, kmsKeyId: string): CloudwatchLogGroup[] {
  return exportedLogs.map(
    (log) =>
      new CloudwatchLogGroup(scope, `Log-${log}`, {
        name: logGroupName(identifier, log),
        retentionInDays: 365,
        kmsKeyId,
      }),
  );
}

function logGroupName(identifier: string, log: string): string {
  return `/aws/rds/instance/${identifier}/${log}`;
}
