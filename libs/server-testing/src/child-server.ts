import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A line of a service's log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A service as its unit starts it: a process of its own. */
export interface ChildServer {
  readonly process: ChildProcess;
  readonly port: number;
  /** Everything logged so far. */
  readonly log: readonly LogLine[];
  /** The exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts a bundled server with exactly these variables and waits until it says on which port it listens.
 *
 * @throws Error with its log when it ends before that.
 */
export async function startChild(file: string, variables: Readonly<Record<string, string>>): Promise<ChildServer> {
  const child = spawn(process.execPath, [file], { env: { ...variables }, stdio: ['ignore', 'pipe', 'inherit'] });
  const log: LogLine[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const port = new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as LogLine;
      log.push(line);
      if (line.message === 'listening') resolve(Number(line.port));
    });
    void ended.then((code) => reject(new Error(`the server ended with ${code}: ${JSON.stringify(log)}`)));
  });
  return { process: child, port: await port, log, ended };
}
