import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** One answer of checkov about one resource. */
export interface Answer {
  /** Path of the stack's JSON below the folder that was checked. */
  readonly file: string;
  /** For example `CKV_AWS_157`. */
  readonly check: string;
  /** What the check wants, in words. */
  readonly wants: string;
  /** The resource's logical id. */
  readonly logicalId: string;
}

export interface Answers {
  readonly passed: readonly Answer[];
  readonly failed: readonly Answer[];
}

interface Record {
  readonly file_path: string;
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

interface Report {
  readonly results: {
    readonly passed_checks: Record[];
    readonly failed_checks: Record[];
    readonly parsing_errors: string[];
  };
}

/**
 * Asks checkov about every Terraform JSON file below a folder. Works offline.
 *
 * @throws Error when checkov fails or cannot read a file.
 */
export async function askCheckov(folder: string): Promise<Answers> {
  const { stdout } = await promisify(execFile)(
    path.resolve('.cache/python/bin/checkov'),
    [
      '--framework',
      'terraform_json',
      '--directory',
      folder,
      '--output',
      'json',
      '--compact',
      '--soft-fail',
      '--skip-download',
    ],
    { maxBuffer: 512 * 1024 * 1024 },
  );
  return readAnswers(stdout);
}

/** Reads checkov's JSON. @throws Error when it says that a file could not be read, or that there was none. */
export function readAnswers(output: string): Answers {
  const { results } = JSON.parse(output) as Partial<Report>;
  if (results === undefined) throw new Error('checkov found no Terraform JSON; synthesize first');
  if (results.parsing_errors.length > 0) throw new Error(`checkov cannot read ${results.parsing_errors.join(', ')}`);
  return { passed: results.passed_checks.map(answerOf), failed: results.failed_checks.map(answerOf) };
}

/** Checks of single resources name them `resource.<id>`, checks of the graph `<type>.<id>`. */
function answerOf({ file_path, check_id, check_name, resource }: Record): Answer {
  return {
    file: file_path.replace(/^\//, ''),
    check: check_id,
    wants: check_name,
    logicalId: resource.slice(resource.indexOf('.') + 1),
  };
}
