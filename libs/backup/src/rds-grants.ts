import { arnOf, type EnvironmentSettings, type PolicyStatement } from '@mall/foundation';

/** ARN of every snapshot of ours, and of no other. */
export function arnOfNights(environment: EnvironmentSettings, snapshotPrefix: string): string {
  return arnOf(environment, 'rds', `snapshot:${snapshotPrefix}-*`);
}

/** Letting RDS use keys in the caller's name, as it does when it copies or exports what they encrypt. */
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
