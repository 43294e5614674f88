import path from 'node:path';
import { checkTables, listInputs } from '@mall/migrations';
import { generateInput } from '@mall/sample-data';
import { UsageError } from './errors';
import { inState } from './paths';

/** Where the input of a run comes from. */
export interface InputOptions {
  /** Folder of the user's files; without it the twin's own data are generated. */
  readonly data?: string | undefined;
  /** Purchases to generate. */
  readonly rows: number;
  /** Seed of the generator: the same seed gives the same bytes. */
  readonly seed: number;
}

/** The known files of a run, by what they are; absolute paths. */
export interface Input {
  readonly directory: string;
  /** Table datasets that have a file. */
  readonly tables: readonly string[];
  readonly surveys: readonly string[];
  readonly clicks: readonly string[];
}

/** Looks at the user's files, or generates some. @throws UsageError that names a file nobody knows. */
export async function prepareInput(options: InputOptions): Promise<Input> {
  const directory = path.resolve(options.data ?? inState.input);
  try {
    if (options.data === undefined) await generateInput({ directory, rows: options.rows, seed: options.seed });
    const { tables, surveys, clicks } = listInputs(directory);
    await checkTables(directory);
    const absolute = (files: readonly string[]) => files.map((file) => path.join(directory, file));
    return { directory, tables, surveys: absolute(surveys), clicks: absolute(clicks) };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
