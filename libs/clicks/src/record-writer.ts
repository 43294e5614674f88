import { setTimeout as wait } from 'node:timers/promises';
import { type FirehoseClient, PutRecordBatchCommand, type PutRecordBatchCommandOutput } from '@aws-sdk/client-firehose';

/** Bytes of one record (Firehose quota: 1,000 KiB before base64). */
export const RECORD_LIMIT = 1000 * 1024;
/** Records and bytes of one call (Firehose quotas of PutRecordBatch). */
const BATCH_RECORDS = 500;
const BATCH_BYTES = 4 * 1024 * 1024;
/** With waits that double from 0.1 s to 5 s, a stream may be throttled for about half a minute. */
const ATTEMPTS = 12;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** What a call ends with, after the SDK's own attempts, while the stream takes nothing at all. */
const THROTTLED = 'ServiceUnavailableException';

/** Firehose went on refusing records. Those before them are delivered; delivering the file again repeats event ids only. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
}

/** Writes records to one delivery stream in batches; whoever awaits `write` reads no faster than Firehose accepts. */
export class RecordWriter {
  private batch: Uint8Array[] = [];
  private bytes = 0;

  constructor(
    private readonly client: Pick<FirehoseClient, 'send'>,
    private readonly stream: string,
    /** Waits between attempts, in milliseconds. */
    private readonly pause: (ms: number) => Promise<void> = (ms) => wait(ms),
  ) {}

  /** Takes one record of at most `RECORD_LIMIT` bytes. */
  async write(record: Uint8Array): Promise<void> {
    if (this.batch.length === BATCH_RECORDS || this.bytes + record.length > BATCH_BYTES) await this.flush();
    this.batch.push(record);
    this.bytes += record.length;
  }

  /**
   * Sends what is left.
   *
   * @throws DeliveryError when records are refused again and again.
   */
  async flush(): Promise<void> {
    let records = this.batch;
    this.batch = [];
    this.bytes = 0;
    for (let attempt = 1; records.length > 0; attempt += 1) {
      const { refused, code } = await this.send(records);
      if (refused.length > 0 && attempt === ATTEMPTS) {
        throw new DeliveryError(
          `delivery stream '${this.stream}' refused ${refused.length} records ${ATTEMPTS} times (${code}); deliver the file again later`,
        );
      }
      records = refused;
      if (records.length > 0) await this.pause(backoffMs(attempt));
    }
  }

  /** Firehose accepts a batch in parts: its answers stand in the order of the records. A throttled call accepts none. */
  private async send(records: Uint8Array[]): Promise<{ refused: Uint8Array[]; code: string }> {
    const command = new PutRecordBatchCommand({
      DeliveryStreamName: this.stream,
      Records: records.map((Data) => ({ Data })),
    });
    let answer: PutRecordBatchCommandOutput;
    try {
      answer = await this.client.send(command);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== THROTTLED) throw error;
      return { refused: records, code: THROTTLED };
    }
    const { FailedPutCount = 0, RequestResponses = [] } = answer;
    if (FailedPutCount === 0) return { refused: [], code: '' };
    const refused = records.filter((_, index) => RequestResponses[index]?.ErrorCode !== undefined);
    return { refused, code: RequestResponses.find(({ ErrorCode }) => ErrorCode !== undefined)?.ErrorCode ?? '' };
  }
}

/** Full jitter: many producers that were throttled together come back apart. */
function backoffMs(attempt: number): number {
  return Math.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
}
