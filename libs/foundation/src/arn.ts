import type { EnvironmentSettings } from './settings';

/** The ARN of a regional resource of this account, for policies written before the resource exists. */
export function arnOf(environment: EnvironmentSettings, service: string, resource: string): string {
  return `arn:aws:${service}:${environment.region}:${environment.account}:${resource}`;
}
