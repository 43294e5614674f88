import { arnOf } from './arn';
import type { PolicyStatement } from './policy';
import type { EnvironmentSettings } from './settings';

/** A key policy's statement: CloudWatch Logs may use the key for these log groups and no others. */
export function logGroupsUseKey(environment: EnvironmentSettings, logGroupNames: readonly string[]): PolicyStatement {
  return {
    sid: 'LogGroupsUseKey',
    actions: [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:DescribeKey',
    ],
    resources: ['*'],
    principals: { Service: [`logs.${environment.region}.amazonaws.com`] },
    conditions: {
      ArnEquals: {
        'kms:EncryptionContext:aws:logs:arn': logGroupNames.map((name) =>
          arnOf(environment, 'logs', `log-group:${name}`),
        ),
      },
    },
  };
}
