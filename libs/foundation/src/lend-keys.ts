import type { PolicyStatement } from './policy';
import type { EnvironmentSettings } from './settings';

/**
 * Letting RDS use keys in the caller's name, as it does when it takes, copies or exports what they encrypt (Amazon RDS user
 * guide, "AWS KMS key management").
 */
export function lendKeysToRds(environment: EnvironmentSettings, keyArns: readonly string[]): PolicyStatement[] {
  const viaRds = { 'kms:ViaService': `rds.${environment.region}.amazonaws.com` };
  return [
    { sid: 'KnowKeys', actions: ['kms:DescribeKey'], resources: keyArns },
    {
      sid: 'LendKeys',
      actions: ['kms:CreateGrant'],
      resources: keyArns,
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' }, StringEquals: viaRds },
    },
  ];
}
