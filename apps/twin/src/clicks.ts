import { deliverClickFile } from '@mall/clicks';
import path from 'node:path';
import { readSecret, type TwinClients } from './clients';
import type { OutputsOf } from './outputs';
import type { ClickReport } from './run-report';

/** Sends the requests of every file through the producer, as a web server would. */
export async function loadClicks(
  { firehose, secrets }: TwinClients,
  ingestion: OutputsOf<'ingestion'>,
  files: readonly string[],
  say: (line: string) => void,
): Promise<ClickReport> {
  const key = await readSecret(secrets, ingestion.click_key_secret_arn);
  const total = { read: 0, delivered: 0, rejected: 0, duplicates: 0 };
  for (const file of files) {
    say(path.basename(file));
    const counts = await deliverClickFile(file, {
      key,
      client: firehose,
      clickStream: ingestion.click_stream,
      rejectedClickStream: ingestion.rejected_click_stream,
    });
    total.read += counts.read;
    total.delivered += counts.delivered;
    total.rejected += counts.rejected;
  }
  return total;
}
