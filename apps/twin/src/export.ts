import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { listKeys, tryReadText } from './clients';

/** Leaves each analysis as `<folder>/<analysis>.csv`; a file appears whole or not at all. Returns the names. */
export async function exportAnalyses(s3: S3Client, resultsBucket: string, folder: string): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  const keys = (await listKeys(s3, resultsBucket, 'analyses/')).filter((key) => key.endsWith('.csv'));
  for (const key of keys) {
    const target = path.join(folder, path.basename(key));
    writeFileSync(`${target}.partial`, (await tryReadText(s3, resultsBucket, key)) ?? '');
    renameSync(`${target}.partial`, target);
  }
  return keys.map((key) => path.basename(key, '.csv'));
}
