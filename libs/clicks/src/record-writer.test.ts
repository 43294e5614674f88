import { DeliveryError, RecordWriter } from './record-writer';
import { MemoryFirehose } from './testing';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `${index}\n`);
const writeAll = async (firehose: MemoryFirehose, records: readonly string[], waits: number[] = []) => {
  const writer = new RecordWriter(firehose.client, 'clicks', (ms) => Promise.resolve(void waits.push(ms)));
  for (const record of records) await writer.write(Buffer.from(record));
  await writer.flush();
};

describe('RecordWriter', () => {
  it('sends at most 500 records a call, and the rest at the end', async () => {
    const firehose = new MemoryFirehose();
    await writeAll(firehose, numbers(1201));
    expect(firehose.calls.map(({ sizes }) => sizes.length)).toEqual([500, 500, 201]);
    expect(firehose.records('clicks')).toEqual(numbers(1201));
  });

  it('sends at most 4 MiB a call', async () => {
    const firehose = new MemoryFirehose();
    await writeAll(
      firehose,
      Array.from({ length: 9 }, () => 'x'.repeat(1024 * 1024)),
    );
    expect(firehose.calls.map(({ sizes }) => sizes.length)).toEqual([4, 4, 1]);
  });

  it('sends nothing where there is nothing', async () => {
    const firehose = new MemoryFirehose();
    await writeAll(firehose, []);
    expect(firehose.calls).toEqual([]);
  });

  it('sends again only what was refused, after a while', async () => {
    const waits: number[] = [];
    const firehose = new MemoryFirehose((records, call) =>
      records.map((_, index) => (call < 3 && index % 2 === 1 ? 'ServiceUnavailableException' : undefined)),
    );
    await writeAll(firehose, numbers(4), waits);
    expect(firehose.calls.map(({ sizes }) => sizes.length)).toEqual([4, 2, 1]);
    expect([...firehose.records('clicks')].sort()).toEqual(numbers(4));
    expect(waits).toHaveLength(2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(400);
  });

  it('sends a whole call again that the stream was too busy for', async () => {
    const waits: number[] = [];
    const firehose = new MemoryFirehose((records, call) => {
      if (call < 3) throw Object.assign(new Error('Slow down.'), { name: 'ServiceUnavailableException' });
      return records.map(() => undefined);
    });
    await writeAll(firehose, numbers(4), waits);
    expect(firehose.records('clicks')).toEqual(numbers(4));
    expect(waits).toHaveLength(2);
  });

  it('does not take another failure of a call for haste', async () => {
    const firehose = new MemoryFirehose(() => {
      throw Object.assign(new Error('no such stream'), { name: 'ResourceNotFoundException' });
    });
    await expect(writeAll(firehose, numbers(1))).rejects.toThrow('no such stream');
    expect(firehose.calls).toHaveLength(1);
  });

  it('loses and doubles no record while a stream takes a few of each call', async () => {
    const firehose = new MemoryFirehose((records) =>
      records.map((_, index) =>
        index < Math.max(40, records.length - 90) ? undefined : 'ServiceUnavailableException',
      ),
    );
    await writeAll(firehose, numbers(1_234));
    expect([...firehose.records('clicks')].sort()).toEqual([...numbers(1_234)].sort());
    expect(Math.max(...firehose.calls.map(({ sizes }) => sizes.length))).toBe(500);
  });

  it('says which stream refuses records for good, and why', async () => {
    const firehose = new MemoryFirehose((records) => records.map(() => 'ServiceUnavailableException'));
    const writing = writeAll(firehose, numbers(3));
    await expect(writing).rejects.toThrow(DeliveryError);
    await expect(writing).rejects.toThrow(
      "delivery stream 'clicks' refused 3 records 12 times (ServiceUnavailableException); deliver the file again later",
    );
  });
});
