import type { DataLakeOutputs } from '@mall/data-lake';
import type { DatabaseOutputs } from '@mall/database';
import {
  type BucketAccess,
  type Deletion,
  type EnvironmentSettings,
  type FunctionCode,
  nameOf,
  type ObjectLock,
  propError,
  requireCount,
  type RunningFunction,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { Archive } from './archive';
import { NightlySnapshot } from './nightly-snapshot';
import type { Retention } from './retention';
import { SnapshotExport } from './snapshot-export';

export interface BackupProps {
  readonly environment: EnvironmentSettings;
  readonly database: Pick<DatabaseOutputs, 'identifier' | 'databaseName' | 'dataKeyArn'>;
  readonly lake: Pick<DataLakeOutputs, 'internalKeyArn' | 'bucketLogging'>;
  /** The zip of `functions/take-snapshot`. */
  readonly takeSnapshotCode: FunctionCode;
  /** The zip of `functions/start-export`. */
  readonly startExportCode: FunctionCode;
  /** Whether exports can be deleted before their time. */
  readonly objectLock: ObjectLock;
  readonly deletion: Deletion;
  /** When exports move to cheaper classes and end. @default 30, 90, 730 and 1,827 days */
  readonly retention?: Retention;
  /**
   * Nightly snapshots kept for a restore, 1 to 99: an export cannot be restored into a database. They stand beside the point-in-time
   * recovery of the instance, which ends with it; a week bridges a long weekend. Snapshots hold only what changed, about 0.095 USD a
   * GiB and month beyond the size of the database (Amazon RDS pricing, Tokyo, 2025). @default 7
   */
  readonly keptSnapshots?: number;
  /** Tables that are exported: those whose rows the law or an inquiry may ask for. @default customer, purchase and review */
  readonly tables?: readonly string[];
  /** ARNs of roles that may read exports beside the restore role. @default none */
  readonly readerRoleArns?: readonly string[];
  /** Days in which a deleted export can be brought back, 1 to 3,650. @default 30 */
  readonly noncurrentDays?: number;
}

export interface BackupOutputs {
  readonly bucket: BucketAccess;
  /** Takes snapshots; starts exports. */
  readonly functions: readonly [RunningFunction, RunningFunction];
  /** Queue of requests for exports; an old message is a night without its export. */
  readonly queueNames: readonly string[];
  readonly deadLetterQueueNames: readonly string[];
  /** Role that people take, with a second factor, to read exports. */
  readonly restoreRoleArn: string;
}

/** Every night a snapshot of the database for a restore, and an export of its tables for the years after. */
export class Backup extends Construct {
  public readonly outputs: BackupOutputs;

  constructor(scope: Construct, id: string, props: BackupProps) {
    super(scope, id);
    const { retention = {}, keptSnapshots = 7, readerRoleArns = [], noncurrentDays = 30 } = props;
    const { environment, database, lake, tables = ['customer', 'purchase', 'review'] } = props;
    requireTables(this, tables);
    const snapshotPrefix = nameOf(environment, 'backup', 'night');
    const archive = new Archive(this, 'Archive', {
      environment,
      retention,
      objectLock: props.objectLock,
      deletion: props.deletion,
      logging: lake.bucketLogging,
      readerRoleArns,
      noncurrentDays,
    }).outputs;
    const snapshots = new NightlySnapshot(this, 'Snapshots', {
      environment,
      database,
      snapshotPrefix,
      keptSnapshots,
      code: props.takeSnapshotCode,
      kmsKeyArn: lake.internalKeyArn,
    }).outputs;
    const exports = new SnapshotExport(this, 'Exports', {
      environment,
      database,
      archive,
      snapshotPrefix,
      tables,
      code: props.startExportCode,
      kmsKeyArn: lake.internalKeyArn,
    }).outputs;
    this.outputs = {
      bucket: archive.bucket,
      functions: [snapshots.function, exports.function],
      queueNames: [exports.queueName],
      deadLetterQueueNames: [snapshots.deadLetterQueueName, exports.deadLetterQueueName],
      restoreRoleArn: archive.restoreRoleArn,
    };
  }
}

/** RDS exports single tables only where their names hold nothing else (Amazon RDS: limitations of snapshot exports). */
function requireTables(scope: Construct, tables: readonly string[]): void {
  requireCount(scope, 'tables', tables, 1);
  const wrong = tables.find((table) => !/^\w+$/.test(table));
  if (wrong !== undefined) throw propError(scope, 'tables', 'names of letters, digits and _', wrong);
}
