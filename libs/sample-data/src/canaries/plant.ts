import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Aviary, type Canary } from './canary';
import { canaryClicks } from './clicks';
import { writeCanaryTables } from './tables';
import { canaryWorkbooks } from './workbooks';

/** What `plantCanaries` needs. */
export interface PlantCanariesOptions {
  /** Folder of the files; made where it is not there. */
  readonly directory: string;
  /** Equal seeds give equal files and canaries. */
  readonly seed: number;
}

/**
 * Writes a small shop's input files that hold a recognisable value in every sensitive column and every free text: in its own
 * column, in others', in rows that break a rule, in workbooks that are refused, in lines that are no click. A run on them
 * passes every gate. Answers the values, none of which may be found beyond the source.
 */
export async function plantCanaries({ directory, seed }: PlantCanariesOptions): Promise<readonly Canary[]> {
  const aviary = new Aviary(seed);
  const file = (name: string): string => path.join(directory, name);
  await mkdir(directory, { recursive: true });
  await writeCanaryTables(file, aviary);
  for (const [name, bytes] of Object.entries(await canaryWorkbooks(aviary))) await writeFile(file(name), bytes);
  await writeFile(
    file('clicks.jsonl'),
    canaryClicks(aviary).map((line) => `${line}\n`),
  );
  return aviary.canaries;
}
