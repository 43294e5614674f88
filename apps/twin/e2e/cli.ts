import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { clientEnvironment } from '../src/emulator';
import { projectRoot } from '../src/paths';
import type { TwinRecord } from '../src/record';

/**
 * A program of the project's Python packages, with the environment that `twin env` prints and nothing else of AWS.
 * @throws Error with what it said when it failed.
 */
export function runAgainst(
  record: TwinRecord,
  program: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): string {
  return execFileSync(path.join(projectRoot, '.cache/python/bin', program), args, {
    env: { ...process.env, ...clientEnvironment(record), ...more },
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).toString();
}

/** One command of the AWS command line; its answer, which the caller vouches for. */
export function aws<T>(record: TwinRecord, ...args: readonly string[]): T {
  return awsAs<T>(record, {}, ...args);
}

/** The same with credentials, given as environment variables. */
export function awsAs<T>(
  record: TwinRecord,
  credentials: Readonly<Record<string, string>>,
  ...args: readonly string[]
): T {
  const answer = runAgainst(record, 'aws', [...args, '--output', 'json'], credentials);
  return (answer.trim() === '' ? {} : JSON.parse(answer)) as T;
}
