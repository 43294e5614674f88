import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { tryReadJson, tryReadText } from '@mall/lambda-kit';
import { listKeys } from './clients';

/**
 * Leaves in a folder what the page shows: each analysis as `<analysis>.csv`, their run as `run.json`, how its counts
 * reconcile as `report.json`. A file appears whole or not at all.
 */
export async function exportResults(s3: S3Client, resultsBucket: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const run = await tryReadJson<{ run_id: string }>(s3, resultsBucket, 'analyses/run.json');
  const report = `runs/${run?.run_id ?? ''}/report.json`;
  for (const key of [...(await listKeys(s3, resultsBucket, 'analyses/')), report]) {
    const target = path.join(folder, path.basename(key));
    const text = await tryReadText(s3, resultsBucket, key);
    if (text === undefined) {
      rmSync(target, { force: true });
      continue;
    }
    writeFileSync(`${target}.partial`, text);
    renameSync(`${target}.partial`, target);
  }
}
