import { arnOf, EncryptionKey, type EnvironmentSettings, logGroupsUseKey, nameOf } from '@mall/foundation';
import type { Construct } from 'constructs';

/** Names that the audit's parts must know of each other before they exist. */
export interface AuditNames {
  readonly trail: string;
  readonly logGroup: string;
}

/** The names of an environment's audit. */
export function auditNames(environment: EnvironmentSettings): AuditNames {
  const trail = nameOf(environment, 'governance', 'trail');
  return { trail, logGroup: `/aws/cloudtrail/${trail}` };
}

/** The ARN of the trail, for the policies that let it in. */
export function trailArnOf(environment: EnvironmentSettings): string {
  return arnOf(environment, 'cloudtrail', `trail/${auditNames(environment).trail}`);
}

/** The key of all that the audit writes. Whoever may read the data it reports on needs this key as well to read the reports. */
export function defineAuditKey(scope: Construct, id: string, environment: EnvironmentSettings): string {
  const { outputs } = new EncryptionKey(scope, id, {
    environment,
    name: nameOf(environment, 'governance', 'audit'),
    description: 'Audit trail and history of configurations',
    dataClass: 'internal',
    serviceStatements: [
      {
        sid: 'TrailEncrypts',
        // Decrypt: the bucket's data key serves many files.
        actions: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:DescribeKey'],
        resources: ['*'],
        principals: { Service: ['cloudtrail.amazonaws.com'] },
        conditions: { StringEquals: { 'aws:SourceArn': trailArnOf(environment) } },
      },
      {
        sid: 'HistoryEncrypts',
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: ['*'],
        principals: { Service: ['config.amazonaws.com'] },
        conditions: { StringEquals: { 'aws:SourceAccount': environment.account } },
      },
      logGroupsUseKey(environment, [auditNames(environment).logGroup]),
    ],
  });
  return outputs.arn;
}
