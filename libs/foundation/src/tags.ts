import type { DataClass, EnvironmentSettings } from './settings';

/** The tags of every resource of a tier. The provider sets them; what AWS makes by itself (instances, volumes) must be told. */
export function commonTags(
  environment: EnvironmentSettings,
  tier: string,
  dataClass: DataClass = 'internal',
): Record<string, string> {
  return {
    project: 'mall',
    environment: environment.name,
    tier,
    owner: environment.owner,
    dataClass,
    managedBy: 'cdktf',
  };
}
