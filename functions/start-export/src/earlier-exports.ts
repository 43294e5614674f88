import { type ExportTask, paginateDescribeExportTasks, type RDSClient } from '@aws-sdk/client-rds';

/** An export that ended without all its files. */
export interface FailedExport {
  readonly name: string;
  /** What RDS says of it. */
  readonly cause: string | undefined;
}

/** What became of a snapshot's exports so far. */
export interface EarlierExports {
  /** The one that is under way or complete. */
  readonly current: string | undefined;
  /** Those that failed or were cancelled, first one first. */
  readonly failed: readonly FailedExport[];
  /** Number of the next attempt, from 1. */
  readonly nextAttempt: number;
}

/** Looks up the exports of a snapshot that bear its name; what people export elsewhere under other names does not count. */
export async function earlierExports(rds: RDSClient, sourceArn: string, snapshot: string): Promise<EarlierExports> {
  const tasks: ExportTask[] = [];
  for await (const { ExportTasks = [] } of paginateDescribeExportTasks({ client: rds }, { SourceArn: sourceArn })) {
    tasks.push(...ExportTasks.filter(({ ExportTaskIdentifier: name = '' }) => attemptOf(name, snapshot) > 0));
  }
  tasks.sort((a, b) => attemptOf(nameOf(a), snapshot) - attemptOf(nameOf(b), snapshot));
  const ended = tasks.filter(({ Status = '' }) => ['FAILED', 'CANCELED', 'CANCELING'].includes(Status));
  const current = tasks.find((task) => !ended.includes(task));
  return {
    current: current && nameOf(current),
    failed: ended.map((task) => ({ name: nameOf(task), cause: task.FailureCause })),
    nextAttempt: 1 + tasks.reduce((latest, task) => Math.max(latest, attemptOf(nameOf(task), snapshot)), 0),
  };
}

/** 1 for the export that bears the snapshot's own name, 2 for `<snapshot>-2`, 0 for none of ours. */
function attemptOf(name: string, snapshot: string): number {
  if (name === snapshot) return 1;
  const [, attempt] = /^-(\d+)$/.exec(name.startsWith(snapshot) ? name.slice(snapshot.length) : '') ?? [];
  return Number(attempt ?? 0);
}

function nameOf({ ExportTaskIdentifier = '' }: ExportTask): string {
  return ExportTaskIdentifier;
}
