import { readdirSync } from 'node:fs';
import { InputError } from './input-error';

/** The known files of a folder, by what they are; names without the folder, in order. */
export interface Inputs {
  /** Table datasets whose file is there: customer, purchase, review. */
  readonly tables: readonly string[];
  /** Workbooks, one a quarter. */
  readonly surveys: readonly string[];
  /** Click files and access logs. */
  readonly clicks: readonly string[];
}

/** Parents first. */
const tables = ['customer', 'purchase', 'review'];
const survey = /^survey-\d{4}Q[1-4]\.xlsx$/;
const click = /^(clicks\.jsonl|access\.log)(\.gz)?$/;
const known = 'customer.csv, purchase.csv, review.csv, survey-YYYYQn.xlsx, clicks.jsonl[.gz], access.log[.gz]';

/** Looks which of the known files are in a folder. @throws InputError when it is empty, holds another file or cannot be read. */
export function listInputs(directory: string): Inputs {
  const files = readFolder(directory);
  const unknown = files.filter((file) => !isTable(file) && !survey.test(file) && !click.test(file));
  if (unknown.length > 0) {
    throw new InputError(
      `${directory}: nobody knows what to do with ${unknown.join(', ')}; take away what is not one of ${known}`,
    );
  }
  if (files.length === 0) throw new InputError(`${directory}: there is no input file; put some of ${known} there`);
  return {
    tables: tables.filter((table) => files.includes(`${table}.csv`)),
    surveys: files.filter((file) => survey.test(file)),
    clicks: files.filter((file) => click.test(file)),
  };
}

function isTable(file: string): boolean {
  return tables.some((table) => file === `${table}.csv`);
}

/** Hidden files, and the `~$` files that Excel leaves beside an open workbook, are nobody's input. */
function readFolder(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((file) => !file.startsWith('.') && !file.startsWith('~$'))
      .sort();
  } catch {
    throw new InputError(`${directory}: the folder cannot be read; give a folder of input files`);
  }
}
