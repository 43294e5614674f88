import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import { TwinError, UsageError } from './errors';
import { inState, projectRoot, stateFolder, toolFolder } from './paths';
import { isRunning, processStart, readRecord, type TwinRecord, writeRecord } from './record';

/** An emulator that has not answered by then will not. */
const startSeconds = 180;
/** MariaDB and Spark get this long to end before they are killed. */
const stopSeconds = 20;

/** Whether a twin of the environment was killed here and can come back with all that it had. */
export function wasKilled(environment: string): boolean {
  const record = readRecord();
  return record?.environment === environment && !isRunning(record) && existsSync(inState.durable);
}

/** Starts the emulator, on the port of the one that was killed here if there was one, and waits until it answers. */
export async function startEmulator(environment: string, account: string, region: string): Promise<TwinRecord> {
  const python = path.join(toolFolder, 'python', 'bin', 'python');
  if (!existsSync(python)) {
    throw new UsageError('the Python packages are missing; run `node tools/setup/setup.mjs`');
  }
  mkdirSync(inState.logs, { recursive: true });
  // The address of a twin that comes back stands in what it keeps: in connections, environments and states.
  const port = readRecord()?.port ?? (await getPort({ host: '127.0.0.1' }));
  const log = openSync(inState.emulatorLog, 'a');
  const child = spawn(
    python,
    ['-m', 'emulator', '--port', `${port}`, '--state', stateFolder, '--account', account, '--region', region],
    {
      cwd: path.join(projectRoot, 'apps/twin'),
      detached: true,
      stdio: ['ignore', log, log],
      env: withoutAws(process.env),
    },
  );
  const emulatorPid = child.pid;
  if (emulatorPid === undefined) throw new TwinError('the emulator could not be started');
  child.unref();
  const record = { environment, account, region, port, emulatorPid, emulatorStart: processStart(emulatorPid) ?? '' };
  writeRecord(record);
  const deadline = Date.now() + startSeconds * 1000;
  while (!(await answers(port))) {
    if (!isRunning(record)) throw new TwinError(`the emulator ended at once: ${lastLine(inState.emulatorLog)}`);
    if (Date.now() > deadline)
      throw new TwinError(`the emulator did not answer within ${startSeconds} s; see ${inState.emulatorLog}`);
    await sleep(100);
  }
  return record;
}

/** Stops the emulator with all that it started, and removes the twin's folder. Does nothing when there is none. */
export async function stopEmulator(): Promise<boolean> {
  const record = readRecord();
  const wasRunning = record !== undefined && isRunning(record);
  if (wasRunning) {
    process.kill(record.emulatorPid, 'SIGTERM');
    const deadline = Date.now() + stopSeconds * 1000;
    while (isRunning(record) && Date.now() < deadline) await sleep(100);
    // Its children carry a parent-death signal: they end with it even when it is killed.
    if (isRunning(record)) process.kill(-record.emulatorPid, 'SIGKILL');
  }
  rmSync(stateFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  return wasRunning;
}

/** The record of the twin that runs here. @throws UsageError when none does. */
export function runningTwin(): TwinRecord {
  const record = readRecord();
  if (record === undefined || !isRunning(record)) {
    const sentence =
      record === undefined
        ? 'no twin is running here; bring one up'
        : 'the twin that was here was killed; bring it back';
    throw new UsageError(`${sentence} with \`npm run twin -- up\``);
  }
  return record;
}

/** One of the emulator's own requests, beside AWS's. */
export async function control<T>(
  record: TwinRecord,
  method: 'GET' | 'POST',
  request: string,
  body?: Readonly<Record<string, string | number>>,
): Promise<T> {
  const sent = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`http://127.0.0.1:${record.port}/_twin/${request}`, sent);
  if (!response.ok) throw new TwinError(`the emulator refused /_twin/${request}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Waits until nothing is under way in the twin: no run, invocation, event or delivery. */
export async function untilIdle(record: TwinRecord): Promise<void> {
  while (!(await control<{ idle: boolean }>(record, 'GET', 'idle')).idle) await sleep(200);
}

/** The process environment without anything that could reach a real account. */
export function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS_|TF_)/.test(name)));
}

/** What an AWS client needs in its environment to talk to the twin, and to nothing else. */
export function clientEnvironment(record: TwinRecord): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${record.port}`,
    AWS_REGION: record.region,
    AWS_DEFAULT_REGION: record.region,
    AWS_ACCESS_KEY_ID: 'twin-administrator',
    AWS_SECRET_ACCESS_KEY: 'twin',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/_twin/health`)).ok;
  } catch {
    return false;
  }
}

function lastLine(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
}
