import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tryReadJson } from '@mall/lambda-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientsOf } from '../src/clients';
import { runningTwin } from '../src/emulator';
import { projectRoot, stateFolder } from '../src/paths';

/** How a command ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A twin of its own, used as a person uses it: by its commands. */
export class TestTwin {
  /** Its folder, which `own-state.cjs` has chosen for this test file. */
  readonly state = stateFolder;

  /** Runs one command of the twin. */
  command(...args: readonly string[]): Promise<Ended> {
    return ended(process.execPath, ['--import', 'tsx', 'apps/twin/src/main.ts', ...args]);
  }

  /** The stacks that were applied, in the order of their names. */
  get stacks(): readonly string[] {
    return readdirSync(path.join(this.state, 'stacks')).sort();
  }

  /** A file of the twin's folder. */
  read(...names: readonly string[]): Buffer {
    return readFileSync(path.join(this.state, ...names));
  }
}

/** A new empty folder. */
export function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'mall-e2e-'));
}

/** The text files of a folder by name. */
export function textsIn(folder: string, ending = '.csv'): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** The five results as plain Python calculates them from the input files alone, at the time of the twin's last run, and its counts. */
export async function calculateIndependently(
  input: string,
): Promise<{ results: Record<string, string>; counts: Record<string, Record<string, number>> }> {
  const output = newFolder();
  const python = path.join(projectRoot, '.cache/python/bin/python');
  const args = ['-m', 'independent', input, output, '--as-of', await timeOfLastRun()];
  const { exitCode, stderr } = await ended(python, args, __dirname);
  if (exitCode !== 0) throw new Error(stderr);
  return {
    results: textsIn(output),
    counts: JSON.parse(readFileSync(path.join(output, 'counts.json'), 'utf8')) as Record<
      string,
      Record<string, number>
    >,
  };
}

/** The moment by which the last run's analyses judged: at another one a year may have turned, and all are older. */
async function timeOfLastRun(): Promise<string> {
  const record = runningTwin();
  const bucket = `mall-${record.environment}-results-${record.account}-${record.region}`;
  const run = await tryReadJson<{ as_of: string }>(clientsOf(record).s3, bucket, 'analyses/run.json');
  if (run === undefined) throw new Error('no analyses were written');
  return run.as_of;
}

/** What is left in a folder, once those that were killed have had the time to go. */
export async function processesLeftIn(folder: string): Promise<readonly string[]> {
  const deadline = Date.now() + 60_000;
  while (processesIn(folder).length > 0 && Date.now() < deadline) await sleep(100);
  return processesIn(folder);
}

/** Processes whose command line or environment folder names the given folder. */
function processesIn(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return line.includes(folder) ? [`${pid} ${line}`] : [];
      } catch {
        return [];
      }
    });
}

/** Jest's `process.env` is its own: a child gets it only when it is named. */
function ended(program: string, args: readonly string[], cwd = projectRoot): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, [...args], { cwd, env: process.env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error?.code ?? 0;
      resolve({ exitCode: typeof code === 'number' ? code : 1, stdout, stderr });
    });
  });
}
