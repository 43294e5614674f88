import { spawn } from 'node:child_process';
import path from 'node:path';

/** The project's top folder. */
export const projectRoot = path.resolve(__dirname, '../..');

/** Seconds that a command takes as a whole process. @throws Error with its output when it fails. */
export function secondsOf(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      cwd: projectRoot,
      env: { ...process.env, NX_DAEMON: 'false', CHECKPOINT_DISABLE: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve((performance.now() - started) / 1000);
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${output.slice(-2000)}`));
    });
  });
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] =
    sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}

/** Runs two commands in turn, so that a machine whose speed drifts is as fast for one as for the other. */
export async function pairs(
  times: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<{ readonly a: number; readonly b: number; readonly ratio: number }> {
  const taken: { a: number; b: number }[] = [];
  for (let turn = 0; turn < times; turn += 1) taken.push({ a: await a(), b: await b() });
  return {
    a: median(taken.map((each) => each.a)),
    b: median(taken.map((each) => each.b)),
    ratio: median(taken.map((each) => each.a / each.b)),
  };
}
