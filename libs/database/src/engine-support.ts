/**
 * From August 2029 AWS goes on mending MySQL 8.4 for pay: about 0.12 USD per vCPU and hour in the first two years and 0.24 in the
 * third, standby and replicas included; for two vCPUs with a standby about 350 USD a month (Amazon RDS for MySQL pricing, Tokyo,
 * as of April 2024). Nothing before that.
 */
export interface ExtendedSupport {
  readonly mode: 'extended';
}

/** AWS upgrades the engine by itself, at a time it chooses, once standard support has ended. */
export interface StandardSupport {
  readonly mode: 'standard';
  /** Why an upgrade that nobody here has planned is acceptable. Shown to auditors as a tag. */
  readonly reason: string;
}

/** What happens when standard support of the engine ends: on RDS, July 2029 for MySQL 8.4. */
export type EngineSupport = ExtendedSupport | StandardSupport;

/** The choice in the words of the RDS API, `EngineLifecycleSupport`. */
export function engineLifecycleSupport(support: EngineSupport): string {
  return support.mode === 'extended' ? 'open-source-rds-extended-support' : 'open-source-rds-extended-support-disabled';
}
