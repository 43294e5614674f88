import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inState, stateFolder } from './paths';

/** What a running twin is known by; stands in `.twin/twin.json`. */
export interface TwinRecord {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  /** Loopback port of the AWS endpoint. */
  readonly port: number;
  readonly emulatorPid: number;
  /** Start of the emulator's process in clock ticks since boot: a reused process id is not taken for ours. */
  readonly emulatorStart: string;
}

/** The record of the last twin that was started here, running or not. */
export function readRecord(): TwinRecord | undefined {
  if (!existsSync(inState.record)) return undefined;
  return JSON.parse(readFileSync(inState.record, 'utf8')) as TwinRecord;
}

/** Writes the record. */
export function writeRecord(record: TwinRecord): void {
  mkdirSync(stateFolder, { recursive: true });
  writeFileSync(inState.record, `${JSON.stringify(record, null, 2)}\n`);
}

/** When a process started, in clock ticks since boot; `undefined` when there is no such process. */
export function processStart(pid: number): string | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  try {
    // The command may hold blanks and brackets; the fields after its closing bracket do not.
    const fields = readFileSync(file, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Whether the record's emulator still runs. */
export function isRunning(record: TwinRecord): boolean {
  return processStart(record.emulatorPid) === record.emulatorStart;
}
