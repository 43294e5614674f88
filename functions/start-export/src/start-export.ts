import {
  type DBSnapshot,
  DBSnapshotNotFoundFault,
  DescribeDBSnapshotsCommand,
  ExportTaskAlreadyExistsFault,
  type RDSClient,
  StartExportTaskCommand,
} from '@aws-sdk/client-rds';
import { partitionOf, refusalOf } from '@mall/lambda-kit';
import { earlierExports } from './earlier-exports';
import type { ExportRequest } from './request';
import type { Settings } from './settings';

/** The export of a night could not be started now; the queue brings the request again. */
export class ExportNotStartedError extends Error {
  override readonly name = 'ExportNotStartedError';
}

export interface StartExportProps {
  readonly rds: RDSClient;
  readonly settings: Settings;
  readonly request: ExportRequest;
}

export interface ExportRecord {
  readonly export: string;
  /** Whether this call started it; otherwise it is under way or complete. */
  readonly started: boolean;
  /** Where its Parquet files lie: `s3://<bucket>/year=…/month=…/day=…/<export>/`. */
  readonly target: string;
}

/** Exports of one night that may fail before a person has to look. Each is charged by the size of the snapshot. */
const ATTEMPTS = 3;

/**
 * Starts the export of a night's snapshot unless it is under way or complete; one that failed is started again under a new name. Calls
 * at once start one: they agree on its name, and RDS gives a name once.
 *
 * @throws ExportNotStartedError when the snapshot is missing or not ready, when earlier exports failed too often, and when RDS refuses,
 * as it does while five exports run in the account (Amazon RDS quotas).
 */
export async function startExport({ rds, settings, request }: StartExportProps): Promise<ExportRecord> {
  const { snapshot, day, byHand } = request;
  const sourceArn = await requireReady(rds, snapshot);
  const { current, failed, nextAttempt } = await earlierExports(rds, sourceArn, snapshot);
  const folder = partitionOf(day);
  const record = (name: string, started: boolean) => ({
    export: name,
    started,
    target: `s3://${settings.bucket}/${folder}/${name}/`,
  });
  if (current !== undefined) return record(current, false);
  if (failed.length >= ATTEMPTS && !byHand) {
    throw new ExportNotStartedError(
      `the export of snapshot '${snapshot}' failed ${failed.length} times (${failed.at(-1)?.cause ?? 'RDS gives no cause'}); mend the cause and invoke the function with {"day":"${day}"}`,
    );
  }
  const name = nextAttempt === 1 ? snapshot : `${snapshot}-${nextAttempt}`;
  try {
    await rds.send(
      new StartExportTaskCommand({
        ExportTaskIdentifier: name,
        SourceArn: sourceArn,
        S3BucketName: settings.bucket,
        S3Prefix: folder,
        IamRoleArn: settings.exportRoleArn,
        KmsKeyId: settings.keyArn,
        ExportOnly: [...settings.tables],
      }),
    );
    return record(name, true);
  } catch (error) {
    // Another call started it first.
    if (error instanceof ExportTaskAlreadyExistsFault) return record(name, false);
    throw notStarted(snapshot, refusalOf(error), 'the queue tries again', error);
  }
}

/** @returns The snapshot's ARN. */
async function requireReady(rds: RDSClient, snapshot: string): Promise<string> {
  const { Status: status, DBSnapshotArn: arn } = await describe(rds, snapshot);
  if (status === 'available' && arn !== undefined) return arn;
  throw notStarted(snapshot, `the snapshot is ${status ?? 'unknown'}`, 'the queue tries again');
}

async function describe(rds: RDSClient, snapshot: string): Promise<DBSnapshot> {
  try {
    const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: snapshot }));
    return DBSnapshots?.[0] ?? {};
  } catch (error) {
    if (!(error instanceof DBSnapshotNotFoundFault)) throw error;
    throw notStarted(snapshot, 'there is no such snapshot', 'take it by invoking take-snapshot', error);
  }
}

function notStarted(snapshot: string, reason: string, remedy: string, cause?: unknown): ExportNotStartedError {
  return new ExportNotStartedError(`the export of snapshot '${snapshot}' was not started (${reason}); ${remedy}`, {
    cause,
  });
}
