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
