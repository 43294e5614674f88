import type { Deletion, EnvironmentSettings } from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import type { Availability } from './availability';
import type { Credentials } from './credentials';
import type { EngineSupport } from './engine-support';

export interface DatabaseProps {
  readonly environment: EnvironmentSettings;
  readonly network: Pick<NetworkOutputs, 'vpcId' | 'databaseSubnetIds'>;
  /** Instance class with Performance Insights: `db.t4g.medium` or larger. */
  readonly instanceClass: string;
  readonly availability: Availability;
  /** What `terraform destroy` does to the data. */
  readonly deletion: Deletion;
  /** What happens in 2029, when standard support of MySQL 8.4 ends. */
  readonly engineSupport: EngineSupport;
  /** Who makes and changes the master user's password. @default by RDS */
  readonly credentials?: Credentials;
  /**
   * Instances that follow the database and answer reads, 0 to 15; they need `credentials` of mode `ownRotation`. Each costs what a
   * single-zone instance of the class and its storage cost.
   * @default 0
   */
  readonly readReplicas?: number;
  /** Days for which daily backups and the log to replay are kept, 1 to 35. @default 7 */
  readonly backupRetentionDays?: number;
  /** Storage at the start, in GiB: 20 to 65,536. @default 20 */
  readonly storageGib?: number;
  /** Size to which the storage grows by itself, in GiB, at least a tenth above the start. @default 200 */
  readonly storageLimitGib?: number;
  /** Name of the schema that RDS creates. @default 'mall' */
  readonly databaseName?: string;
}

export interface DatabaseOutputs {
  readonly identifier: string;
  /** For snapshots and their exports. */
  readonly instanceArn: string;
  /** RDS's own id, `db-…`, which never changes: part of the ARN that signs in by IAM. */
  readonly instanceResourceId: string;
  /** Host name of the instance; moves to the standby when it takes over. */
  readonly endpointAddress: string;
  readonly endpointPort: number;
  readonly databaseName: string;
  /** Host names of the read replicas. */
  readonly replicaAddresses: readonly string[];
  readonly replicaIdentifiers: readonly string[];
  /** Secret of the master user: JSON with `username` and `password`. */
  readonly masterSecretArn: string;
  /** Secret of the user `analytics`, JSON with `username` and `password`; the user itself is made by a migration. */
  readonly analyticsSecretArn: string;
  /** Key of the storage, of every snapshot and of the logs: who copies or exports a snapshot lends it to RDS. */
  readonly dataKeyArn: string;
  /** Key of both secrets: their readers need `kms:Decrypt` on it. */
  readonly secretsKeyArn: string;
  /** For instances that call the database. */
  readonly clientSecurityGroupId: string;
  /** For the Glue connection. */
  readonly glueSecurityGroupId: string;
  /** For those who watch: what is known before anything is applied. */
  readonly watched: {
    readonly identifier: string;
    readonly storageGib: number;
    readonly replicaIdentifiers: readonly string[];
    readonly auditLogGroupName: string;
  };
}
