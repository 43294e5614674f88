import { createReadStream } from 'node:fs';
import path from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { tryReadJson } from '@mall/lambda-kit';
import type { TwinClients } from './clients';
import { untilIdle } from './emulator';
import { TwinError } from './errors';
import type { TwinRecord } from './record';
import type { SurveyReport } from './run-report';

/** Puts workbooks into the landing bucket, as a person would, and waits for what the parser says of each. */
export async function landSurveys(
  record: TwinRecord,
  { s3 }: TwinClients,
  buckets: { readonly landing_bucket: string; readonly raw_bucket: string },
  files: readonly string[],
): Promise<ReadonlyMap<string, SurveyReport>> {
  for (const file of files) {
    await s3.send(
      new PutObjectCommand({
        Bucket: buckets.landing_bucket,
        Key: `surveys/${path.basename(file)}`,
        Body: createReadStream(file),
      }),
    );
  }
  await untilIdle(record);
  const reports = new Map<string, SurveyReport>();
  for (const file of files) {
    const name = path.basename(file, path.extname(file));
    const report = await tryReadJson<SurveyReport>(s3, buckets.raw_bucket, `staged/reports/${name}.json`);
    if (report === undefined)
      throw new TwinError(
        `${path.basename(file)}: the survey parser ended without a report; see \`npm run twin -- logs\``,
      );
    reports.set(path.basename(file), report);
  }
  return reports;
}
