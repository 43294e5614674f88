import type { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';

type Answer = (records: readonly string[], call: number) => readonly (string | undefined)[];

/** Accepts everything. */
const accept: Answer = (records) => records.map(() => undefined);

/** A Firehose of memory: `answer` gives each record of a call an error code or none, or throws as the whole call does. */
export class MemoryFirehose {
  readonly calls: { readonly stream: string; readonly sizes: readonly number[] }[] = [];
  private readonly accepted: Record<string, string[]> = {};

  constructor(private readonly answer: Answer = accept) {}

  readonly client = {
    send: async ({ input }: PutRecordBatchCommand) => {
      const stream = String(input.DeliveryStreamName);
      const records = (input.Records ?? []).map(({ Data }) => Buffer.from(Data ?? []).toString());
      this.calls.push({ stream, sizes: records.map((record) => Buffer.byteLength(record)) });
      const codes = this.answer(records, this.calls.length);
      const taken = records.filter((_, index) => codes[index] === undefined);
      (this.accepted[stream] ??= []).push(...taken);
      return await Promise.resolve({
        FailedPutCount: records.length - taken.length,
        RequestResponses: codes.map((ErrorCode) => (ErrorCode === undefined ? { RecordId: 'r' } : { ErrorCode })),
      });
    },
  } as unknown as Pick<FirehoseClient, 'send'>;

  /** What a stream has taken, record by record. */
  records(stream: string): readonly string[] {
    return this.accepted[stream] ?? [];
  }

  /** The same, read as JSON. */
  objects(stream: string): readonly Record<string, unknown>[] {
    return this.records(stream).map((record) => JSON.parse(record) as Record<string, unknown>);
  }
}

/** Chunks as a stream gives them. */
export async function* chunksOf(...chunks: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}
