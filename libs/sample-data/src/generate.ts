import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { datasetOf } from '@mall/datasets';
import { accessLog, type AccessLogCounts } from './access-log';
import { type ClickCounts, ClickLines } from './clicks';
import { writeCsv } from './csv-writer';
import { drawBirthYears, makeCustomers } from './customers';
import type { RowCounts } from './made';
import { makePurchases } from './purchases';
import { Random } from './random';
import { makeReviews } from './reviews';
import type { Quarter } from './survey-responses';
import { makeSurvey, type SurveyCounts } from './surveys';

/** What `generateInput` needs. */
export interface GenerateInputOptions {
  /** Folder of the files; made where it is not there. Files of the same names are overwritten, others stay. */
  readonly directory: string;
  /** Purchases, 500 to 10,000,000; the other files follow in size. */
  readonly rows: number;
  /** Equal seeds and rows give equal bytes. */
  readonly seed: number;
}

/** What the files hold, known because they were made so. */
export interface GeneratedInput {
  readonly customer: RowCounts;
  readonly purchase: RowCounts;
  readonly review: RowCounts;
  /** By file name. */
  readonly surveys: Readonly<Record<string, SurveyCounts>>;
  readonly clicks: ClickCounts;
  readonly accessLog: AccessLogCounts;
}

const quarters: readonly Quarter[] = [
  { year: 2024, quarter: 1 },
  { year: 2024, quarter: 2 },
  { year: 2024, quarter: 3 },
];

/** Fewer rows, and the rows at the edges of the rules would be more than the 5 % that a gate lets pass. */
const leastRows = 500;
const mostRows = 10_000_000;

/**
 * Writes a fictional shop's input files: customers, purchases and reviews as CSV, three survey workbooks, clicks and an
 * access log, with a row at every edge of every rule. Each dataset's bad rows stay below 5 %.
 *
 * @throws RangeError when `rows` is out of range
 */
export async function generateInput({ directory, rows, seed }: GenerateInputOptions): Promise<GeneratedInput> {
  if (!Number.isInteger(rows) || rows < leastRows || rows > mostRows) {
    throw new RangeError(`rows must be a whole number between ${leastRows} and ${mostRows}, got ${rows}`);
  }
  await mkdir(directory, { recursive: true });
  const file = (name: string): string => path.join(directory, name);
  const random = (purpose: string): Random => new Random(seed, purpose);

  const birthYears = drawBirthYears(random('birth years'), Math.ceil(rows / 2));
  const clicks = new ClickLines(random('clicks'), rows * 2);
  const log = accessLog(random('access log'), Math.ceil(rows / 10));
  const customers = makeCustomers(random('customer'), birthYears);
  const purchases = makePurchases(random('purchase'), rows, birthYears);
  const reviews = makeReviews(random('review'), Math.ceil(rows * 0.6), rows);
  return {
    customer: await writeCsv(file('customer.csv'), datasetOf('customer'), customers),
    purchase: await writeCsv(file('purchase.csv'), datasetOf('purchase'), purchases),
    review: await writeCsv(file('review.csv'), datasetOf('review'), reviews),
    surveys: await writeSurveys(directory, random('surveys'), rows),
    clicks: await pipeline(Readable.from(clicks), createWriteStream(file('clicks.jsonl'))).then(() => clicks.counts),
    accessLog: await writeFile(file('access.log'), log.text).then(() => log.counts),
  };
}

async function writeSurveys(
  directory: string,
  random: Random,
  rows: number,
): Promise<Readonly<Record<string, SurveyCounts>>> {
  const responses = Math.min(Math.max(Math.ceil(rows / 5), 300), 5_000);
  const counts: Record<string, SurveyCounts> = {};
  for (const quarter of quarters) {
    const survey = await makeSurvey(random, quarter, responses);
    await writeFile(path.join(directory, survey.file), survey.bytes);
    counts[survey.file] = survey.counts;
  }
  return counts;
}
