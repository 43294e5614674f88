import type { FirehoseClient } from '@aws-sdk/client-firehose';
import { pseudonymise } from './click';
import { type LineParser, NotAClickError } from './raw-click';
import { RECORD_LIMIT, RecordWriter } from './record-writer';
import { rejectedLines } from './rejected-line';

export interface DeliverClicksProps {
  /** Raw lines without their newlines, in file order. */
  readonly lines: AsyncIterable<Buffer>;
  readonly parse: LineParser;
  /** The click key, at least 16 characters; used as UTF-8 bytes. */
  readonly key: string;
  readonly client: Pick<FirehoseClient, 'send'>;
  /** Name of the stream that takes clicks. */
  readonly clickStream: string;
  /** Name of the stream that takes lines that are no click. */
  readonly rejectedClickStream: string;
}

/** What became of the lines: `read` = `delivered` + `rejected`. */
export interface ClickCounts {
  readonly read: number;
  readonly delivered: number;
  readonly rejected: number;
}

const KEY_LENGTH = 16;

/**
 * Delivers clicks, pseudonymised, and keeps each line that is no click with its reason. Every line is in one of the two streams
 * when it returns; memory stays that of two batches, whatever the file's size.
 *
 * @throws DeliveryError when Firehose goes on refusing records; the file may be delivered again, its event ids stay the same.
 * @throws Error when the key is too short to protect anybody.
 */
export async function deliverClicks(props: DeliverClicksProps): Promise<ClickCounts> {
  const { lines, parse, key, client, clickStream, rejectedClickStream } = props;
  if (key.length < KEY_LENGTH) {
    throw new Error(
      `the click key must have at least ${KEY_LENGTH} characters, got ${key.length}; read it from its secret`,
    );
  }
  const clicks = new RecordWriter(client, clickStream);
  const rejects = new RecordWriter(client, rejectedClickStream);
  let read = 0;
  let rejected = 0;
  for await (const line of lines) {
    const lineNumber = read;
    read += 1;
    try {
      await clicks.write(clickRecord(parse(line, lineNumber), key));
    } catch (error) {
      if (!(error instanceof NotAClickError)) throw error;
      rejected += 1;
      for (const part of rejectedLines(line, lineNumber, error.message)) await rejects.write(record(part));
    }
  }
  await clicks.flush();
  await rejects.flush();
  return { read, delivered: read - rejected, rejected };
}

function clickRecord(click: Parameters<typeof pseudonymise>[0], key: string): Buffer {
  const bytes = record(pseudonymise(click, key));
  if (bytes.length > RECORD_LIMIT) throw new NotAClickError('the click is larger than Firehose accepts');
  return bytes;
}

function record(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}
