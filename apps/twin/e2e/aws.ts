import { GlueClient, StartCrawlerCommand, GetCrawlerCommand } from '@aws-sdk/client-glue';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryReadText } from '@mall/lambda-kit';
import { outputsOfApplied } from '../src/apply';
import { clientsOf, listKeys, type TwinClients } from '../src/clients';
import { control } from '../src/emulator';
import type { OutputsOf } from '../src/outputs';
import { queryNumber } from '../src/query';
import type { TwinRecord } from '../src/record';
import type { TestTwin } from './twin';

/** What a test asks a twin through AWS's own APIs. */
export class TwinAws {
  readonly #clients: TwinClients;

  private constructor(
    private readonly record: TwinRecord,
    readonly lake: OutputsOf<'data-lake'>,
    private readonly pipeline: OutputsOf<'pipeline'>,
    private readonly workgroup: string,
    private readonly ingestion: OutputsOf<'ingestion'>,
  ) {
    this.#clients = clientsOf(record);
  }

  /** Connects to a twin whose stacks are applied. */
  static async of(twin: TestTwin): Promise<TwinAws> {
    const record = JSON.parse(twin.read('twin.json').toString()) as TwinRecord;
    const [lake, pipeline, { workgroup }, ingestion] = await Promise.all([
      outputsOfApplied(record, 'data-lake'),
      outputsOfApplied(record, 'pipeline'),
      outputsOfApplied(record, 'analytics'),
      outputsOfApplied(record, 'ingestion'),
    ]);
    return new TwinAws(record, lake, pipeline, workgroup, ingestion);
  }

  /** The keys below a prefix of a bucket. */
  keys(bucket: string, prefix = ''): Promise<readonly string[]> {
    return listKeys(this.#clients.s3, bucket, prefix);
  }

  /** The text of every object below a prefix. */
  async texts(bucket: string, prefix: string): Promise<string> {
    const keys = await this.keys(bucket, prefix);
    return (await Promise.all(keys.map((key) => tryReadText(this.#clients.s3, bucket, key)))).join('\n');
  }

  /** One number from Athena. */
  number(sql: string): Promise<number> {
    return queryNumber(this.#clients.athena, this.workgroup, this.lake.catalog_database, sql);
  }

  /** How many purchases the last run left in quarantine in a state. */
  quarantinedPurchases(state: string): Promise<number> {
    return this.number(
      `select count(*) from quarantine where dataset = 'purchase' and state = '${state}'
         and as_of = (select max(as_of) from quarantine where dataset = 'purchase')`,
    );
  }

  /** Delivers one click of a day through Firehose, as a producer would. */
  async deliverClick(day: string): Promise<void> {
    const { PutRecordCommand } = await import('@aws-sdk/client-firehose');
    const click = {
      event_id: `one-${day}`,
      occurred_at: `${day}T01:00:00.000Z`,
      visitor_id: 'v',
      method: 'GET',
      path: '/',
      status: 200,
    };
    await this.#clients.firehose.send(
      new PutRecordCommand({
        DeliveryStreamName: this.ingestion.click_stream,
        Record: { Data: Buffer.from(`${JSON.stringify(click)}\n`) },
      }),
    );
    await control(this.record, 'POST', 'firehose/flush');
  }

  /** Runs the crawler to its end. */
  async crawl(): Promise<void> {
    const glue: GlueClient = this.#clients.glue;
    await glue.send(new StartCrawlerCommand({ Name: this.pipeline.crawler }));
    for (;;) {
      const { Crawler } = await glue.send(new GetCrawlerCommand({ Name: this.pipeline.crawler }));
      if (Crawler?.State === 'READY') return;
      await sleep(200);
    }
  }
}
