import { arnOf, type EnvironmentSettings, type PolicyStatement } from '@mall/foundation';

/** Every snapshot of ours, and no other, as a statement names it. */
export function nightsOf(
  environment: EnvironmentSettings,
  snapshotPrefix: string,
): Required<Pick<PolicyStatement, 'resources' | 'wildcardReason'>> {
  return {
    resources: [arnOf(environment, 'rds', `snapshot:${snapshotPrefix}-*`)],
    wildcardReason: 'a snapshot is named after its night',
  };
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
