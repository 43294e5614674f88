import {
  DBSnapshotNotFoundFault,
  DescribeDBSnapshotsCommand,
  DescribeExportTasksCommand,
  type ExportTask,
  ExportTaskAlreadyExistsFault,
  RDSClient,
  StartExportTaskCommand,
} from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';

const fault = { $metadata: {} };

/** A snapshot's ARN. */
export const arnOf = (snapshot: string) => `arn:aws:rds:ap-northeast-1:111122223333:snapshot:${snapshot}`;

/** Snapshots by name with their states, and exports; the name of an export is given once. */
export function playRds(snapshots: Readonly<Record<string, string>>, exports: readonly ExportTask[] = []) {
  const rds = mockClient(RDSClient);
  const tasks: ExportTask[] = [...exports];
  rds.on(DescribeDBSnapshotsCommand).callsFake(({ DBSnapshotIdentifier: name }: { DBSnapshotIdentifier: string }) => {
    const status = snapshots[name];
    if (status === undefined) throw new DBSnapshotNotFoundFault({ ...fault, message: `${name} not found` });
    return { DBSnapshots: [{ DBSnapshotIdentifier: name, DBSnapshotArn: arnOf(name), Status: status }] };
  });
  rds
    .on(DescribeExportTasksCommand)
    .callsFake(({ SourceArn: source, Marker: marker }: { SourceArn: string; Marker?: string }) => {
      const found = tasks.filter(({ SourceArn }) => SourceArn === source);
      // Two pages, so that what reads only the first is seen.
      const half = Math.ceil(found.length / 2);
      return marker === undefined
        ? { ExportTasks: found.slice(0, half), Marker: 'rest' }
        : { ExportTasks: found.slice(half) };
    });
  rds.on(StartExportTaskCommand).callsFake((input: { ExportTaskIdentifier: string; SourceArn: string }) => {
    if (tasks.some(({ ExportTaskIdentifier: name }) => name === input.ExportTaskIdentifier))
      throw new ExportTaskAlreadyExistsFault({ ...fault, message: 'exists' });
    tasks.push({ ...input, Status: 'STARTING' });
    return {};
  });
  return {
    rds,
    client: new RDSClient({}),
    started: () => rds.commandCalls(StartExportTaskCommand).map(({ args: [{ input }] }) => input),
  };
}
