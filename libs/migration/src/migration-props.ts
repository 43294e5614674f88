import type { DatabaseOutputs } from '@mall/database';
import type { Deletion, EnvironmentSettings } from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import type { ServiceRoles } from './service-roles';
import type { TablePreparation } from './task-settings';

/** The database of the two-tier system: MySQL 5.7 or later, its binary log by rows (AWS DMS: MySQL as a source). */
export interface TwoTierDatabase {
  /** Secret of a user that may read and replicate: JSON with `username`, `password`, `host` and `port`. */
  readonly secretArn: string;
  /** KMS key of the secret. */
  readonly secretKeyArn: string;
  /** Network in which it answers, for example `192.168.10.0/24`; a route to it is there already. */
  readonly cidrBlock: string;
  readonly port: number;
  readonly schema: string;
  /** PEM text of the authority that signed its certificate. */
  readonly certificateAuthority: string;
  /** Whether its certificate carries its host name; DMS then checks it. */
  readonly certificateNamesHost: boolean;
}

/** After the cut-over every change goes back to the two-tier database: until it is switched off, going back loses nothing. */
export interface ReplicatedWayBack {
  readonly mode: 'replicated';
}

/** Going back after the cut-over loses what was written since. */
export interface NoWayBack {
  readonly mode: 'none';
  /** Why that loss is acceptable. Lands in a tag of the replication task. */
  readonly reason: string;
}

export type WayBack = ReplicatedWayBack | NoWayBack;

/** A second replication instance takes over when the first one's zone is lost; it doubles the price. */
export interface StandbyReplication {
  readonly mode: 'multiAz';
}

/** A lost zone stops the copying until the zone is back; the tasks then go on where they were. */
export interface SingleReplication {
  readonly mode: 'singleZone';
  /** Why waiting is acceptable. Lands in a tag. */
  readonly reason: string;
}

export interface MigrationProps {
  readonly environment: EnvironmentSettings;
  readonly network: Pick<NetworkOutputs, 'vpcId' | 'wasSubnetIds'>;
  readonly database: Pick<
    DatabaseOutputs,
    'endpointAddress' | 'endpointPort' | 'databaseName' | 'clientSecurityGroupId'
  >;
  /** What a destroy does to the mall's database: customers' data are brought into a protected one only. */
  readonly deletion: Deletion;
  readonly source: TwoTierDatabase;
  /** Tables of the source's schema; each has a primary key, as validation needs one. */
  readonly tables: readonly string[];
  readonly wayBack: WayBack;
  readonly serviceRoles: ServiceRoles;
  readonly availability: StandbyReplication | SingleReplication;
  /** @default 'dms.t3.medium', enough for some hundred changes a second */
  readonly instanceClass?: string;
  /** Room for changes that wait, in GiB: 5 to 6,144 (AWS DMS quotas). @default 50 */
  readonly storageGib?: number;
  /** What happens to the mall's tables before the first load: emptied, or left. @default 'truncate' */
  readonly preparation?: TablePreparation;
  /** Tables that are loaded side by side, 1 to 49 (AWS DMS: full-load task settings). @default 8 */
  readonly parallelTables?: number;
  /** Longest text or binary value, in KiB: 1 to 102,400 (AWS DMS: limited LOB mode). A longer one stops the task. @default 64 */
  readonly longestValueKib?: number;
}

export interface MigrationOutputs {
  readonly replicationInstanceArn: string;
  /** Two-tier → mall: loads the tables and follows their changes. */
  readonly forwardTaskArn: string;
  /** Mall → two-tier: follows the changes since the cut-over. Empty without a way back. */
  readonly backTaskArn: string;
  /** Secret of the mall's database user `migration`, whom the guide makes. */
  readonly userSecretArn: string;
}
