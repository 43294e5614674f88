import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync, createWriteStream } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

const cache = path.join(root, '.cache');
const isTerminal = process.stderr.isTTY === true;

/** Makes every part that is not there yet, side by side. Returns whether any failed. */
export async function runParts(parts) {
  const wanting = parts.filter((part) => !isReady(part));
  if (wanting.length === 0) return false;
  const width = Math.max(...wanting.map((part) => part.title.length));
  const started = Date.now();
  const say = (part, text) => console.error(`  ${part.title.padEnd(width)}  ${text}`);
  console.error('Setting up the project (once for each lock file):');
  const running = new Map(wanting.map((part) => [part.name, Date.now()]));
  const ticker = setInterval(
    () => {
      const names = wanting.filter((part) => running.has(part.name)).map((part) => part.title);
      const line = `  … ${Math.round((Date.now() - started) / 1000)} s, still working on ${names.join(', ')}`;
      if (isTerminal) process.stderr.write(`\r\x1b[K${line}`);
      else console.error(line);
    },
    isTerminal ? 500 : 15_000,
  );
  const results = await Promise.all(
    wanting.map(async (part) => {
      try {
        await makePart(part);
        if (isTerminal) process.stderr.write('\r\x1b[K');
        say(part, `ready after ${((Date.now() - started) / 1000).toFixed(0)} s`);
        return true;
      } catch (error) {
        if (isTerminal) process.stderr.write('\r\x1b[K');
        say(part, `failed: ${error.message}`);
        return false;
      } finally {
        running.delete(part.name);
      }
    }),
  );
  clearInterval(ticker);
  return results.includes(false);
}

/** The folder of a part: its name and the hash of the files that define it. */
export function folderOf(part) {
  const hash = createHash('sha256');
  for (const file of part.lockedBy) hash.update(readFileSync(path.join(root, file)));
  return path.join(cache, `${part.name}-${hash.digest('hex').slice(0, 12)}`);
}

function isReady(part) {
  const marker = path.join(folderOf(part), '.complete');
  return existsSync(marker) && part.isIntact();
}

async function makePart(part) {
  const folder = folderOf(part);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const log = path.join(cache, `${part.name}.log`);
  rmSync(log, { force: true });
  await part.make({ folder, run: (program, args, options) => run(program, args, { log, ...options }) });
  const link = path.join(cache, part.name);
  rmSync(link, { recursive: true, force: true });
  symlinkSync(path.basename(folder), link);
  writeFileSync(path.join(folder, '.complete'), `${new Date().toISOString()}\n`);
}

/** Runs a program to its end, its output in a log file. @throws Error that names the log when it fails. */
function run(program, args, { log, cwd = root, env = {} }) {
  return new Promise((resolve, reject) => {
    const out = createWriteStream(log, { flags: 'a' });
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.pipe(out, { end: false });
    child.stderr.pipe(out, { end: false });
    child.on('error', reject);
    child.on('close', (code) => {
      out.end();
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `'${path.basename(program)} ${args[0] ?? ''}' ended with ${code}; its output is in ${path.relative(root, log)}`,
          ),
        );
    });
  });
}
