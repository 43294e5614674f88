import { GetWorkflowRunsCommand, StartWorkflowRunCommand } from '@aws-sdk/client-glue';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { outputsOfApplied } from '../../src/apply';
import { clientsOf, listKeys, type TwinClients } from '../../src/clients';
import { control, runningTwin, untilIdle } from '../../src/emulator';
import { exportResults } from '../../src/export';
import type { OutputsOf } from '../../src/outputs';
import { queryNumber } from '../../src/query';
import { newFolder, textsIn } from '../twin';

/** A fault as the status shows it. */
export interface FaultRow {
  readonly fault: string;
  readonly state: 'waits' | 'struck';
  readonly what: string;
}

/** The road of a twin under faults, asked through AWS's own APIs. */
export class TestedRoad {
  private constructor(
    private readonly clients: TwinClients,
    readonly lake: OutputsOf<'data-lake'>,
    private readonly workflow: string,
    private readonly workgroup: string,
    private readonly clickStream: string,
  ) {}

  /** Connects to the twin that is up. */
  static async connect(): Promise<TestedRoad> {
    const record = runningTwin();
    const [lake, { workflow }, { workgroup }, { click_stream: clickStream }] = await Promise.all([
      outputsOfApplied(record, 'data-lake'),
      outputsOfApplied(record, 'pipeline'),
      outputsOfApplied(record, 'analytics'),
      outputsOfApplied(record, 'ingestion'),
    ]);
    return new TestedRoad(clientsOf(record), lake, workflow, workgroup, clickStream);
  }

  /** The five results as they lie in the bucket. */
  async results(): Promise<Record<string, string>> {
    const folder = newFolder();
    await exportResults(this.clients.s3, this.lake.results_bucket, folder);
    return textsIn(folder);
  }

  /** By table, rows that are there beside another of the same key. */
  async doubled(keys: Readonly<Record<string, string>>): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const [table, key] of Object.entries(keys)) {
      counts[table] = await this.number(`select count(*) - count(distinct ${key}) from ${table}`);
    }
    return counts;
  }

  /** One number from Athena. */
  number(sql: string): Promise<number> {
    return queryNumber(this.clients.athena, this.workgroup, this.lake.catalog_database, sql);
  }

  /** By key, the tag of each object below a prefix: equal tags are equal bytes. */
  async tags(bucket: string, prefix: string): Promise<Record<string, string>> {
    const keys = await listKeys(this.clients.s3, bucket, prefix);
    const tags = await Promise.all(
      keys.map(async (Key) => (await this.clients.s3.send(new HeadObjectCommand({ Bucket: bucket, Key }))).ETag ?? ''),
    );
    return Object.fromEntries(keys.map((key, at) => [key, tags[at] ?? '']));
  }

  /** Partitions of a curated table that hold an object. */
  async partitions(table: string): Promise<readonly string[]> {
    const keys = await listKeys(this.clients.s3, this.lake.curated_bucket, `${table}/`);
    return [...new Set(keys.map((key) => path.posix.dirname(key)))].sort();
  }

  /** Uploads a workbook under the name of a quarter's, as a person who found a mistake. */
  async replaceSurvey(quarter: string, file: string): Promise<void> {
    const { landing_bucket: Bucket } = this.lake;
    const Key = `surveys/survey-${quarter}.xlsx`;
    await this.clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: readFileSync(file) }));
  }

  /** Waits for the workflow to run, and starts it once more; the error's name. */
  async startBesideAnother(): Promise<string> {
    for (;;) {
      const { Runs = [] } = await this.clients.glue.send(new GetWorkflowRunsCommand({ Name: this.workflow }));
      if (Runs[0]?.Status === 'RUNNING') break;
      await sleep(200);
    }
    return this.clients.glue.send(new StartWorkflowRunCommand({ Name: this.workflow })).then(
      () => 'started',
      (error: unknown) => (error as Error).name,
    );
  }

  /** Waits until nothing is under way. */
  settled(): Promise<void> {
    return untilIdle(runningTwin());
  }

  /** What the twin says of the stream of clicks: records taken in and what became of them, and objects written. */
  async clickCounts(): Promise<Readonly<Record<string, number>>> {
    const { streams } = await control<{ streams: Record<string, Record<string, number>> }>(
      runningTwin(),
      'GET',
      'status',
    );
    return streams[this.clickStream] ?? {};
  }

  /** What was ordered since the twin came up. */
  async faults(): Promise<readonly FaultRow[]> {
    return (await control<{ faults: readonly FaultRow[] }>(runningTwin(), 'GET', 'status')).faults;
  }
}
