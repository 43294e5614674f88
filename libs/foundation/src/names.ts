import type { EnvironmentSettings } from './settings';

/** As long as the names of buckets and database instances may be; `nameLimits` has what is shorter. */
const NAME_LIMIT = 63;

/**
 * The physical name of a resource: `mall-<environment>-<tier>-<role>`.
 *
 * @throws Error when the name would exceed 63 characters or hold other characters than `a-z`, `0-9` and `-`.
 */
export function nameOf(environment: EnvironmentSettings, tier: string, role: string): string {
  return checked(`mall-${environment.name}-${tier}-${role}`);
}

/**
 * The name of an S3 bucket. Bucket names are global, so account and region are part of it:
 * `mall-<environment>-<role>-<account>-<region>`.
 */
export function bucketNameOf(environment: EnvironmentSettings, role: string): string {
  return checked(`mall-${environment.name}-${role}-${environment.account}-${environment.region}`);
}

/** The name of a Glue database; Athena accepts lower case letters, digits and underscores only. */
export function databaseNameOf(environment: EnvironmentSettings): string {
  return `mall_${environment.name}`;
}

function checked(name: string): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(
      `name '${name}' must be lower case letters, digits and single hyphens; rename the tier or the role`,
    );
  }
  if (name.length > NAME_LIMIT) {
    throw new Error(`name '${name}' must have at most ${NAME_LIMIT} characters, got ${name.length}; shorten the role`);
  }
  return name;
}
