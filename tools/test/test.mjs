#!/usr/bin/env node
/**
 * Every check of every project: a table of what passed and how long each part took, and the line `N passed, N failed`.
 * Two lanes run side by side, one a core; Nx takes from its cache what has not changed.
 *
 *   node tools/test/test.mjs [--targets lint,test] [--also protection,rehearsal,resilience]
 *
 * `--also` adds what takes too long for every day: `protection` applies all of prod, sees its destroy refused, and tears it
 * down; `rehearsal` plays a pull request and an environment's first time in a throw-away clone; `resilience` kills engines
 * in mid-run and pours clicks for minutes.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root } from '../setup/root.mjs';

const lanes = [
  ['lint', 'workflows', 'typecheck', 'build', 'synth', 'test', 'validate', 'policy', 'protection'],
  ['proof', 'browser', 'e2e', 'rehearsal', 'resilience'],
];
const slow = ['protection', 'rehearsal', 'resilience'];
const { values } = parseArgs({ options: { targets: { type: 'string' }, also: { type: 'string' } } });
const daily = lanes.flat().filter((target) => !slow.includes(target));
const wanted = values.targets?.split(',') ?? [...daily, ...(values.also?.split(',') ?? [])];
const unknown = wanted.filter((target) => !lanes.flat().includes(target));
if (unknown.length > 0) {
  console.error(`--targets and --also must be some of ${lanes.flat().join(',')}, got ${unknown.join(',')}`);
  process.exit(2);
}

const started = Date.now();
const parts = (await Promise.all(lanes.map(runLane))).flat();

console.log('\nSeconds  Passed  Failed  Part');
for (const { target, seconds, passed, failed } of parts) {
  const cells = [seconds.toFixed(1).padStart(7), `${passed}`.padStart(6), `${failed.length}`.padStart(6), target];
  console.log([...cells, ...failed.map((task) => `FAILED ${task}`)].join('  '));
}
const failures = parts.flatMap(({ failed }) => failed).length;
console.log(`\nAll of it took ${((Date.now() - started) / 1000).toFixed(0)} s.`);
console.log(`${parts.reduce((sum, { passed }) => sum + passed, 0)} passed, ${failures} failed`);
process.exit(failures === 0 ? 0 : 1);

async function runLane(targets) {
  const results = [];
  for (const target of targets.filter((name) => wanted.includes(name))) {
    const projects = JSON.parse((await nx(['show', 'projects', '--with-target', target, '--json'])).stdout || '[]');
    const since = Date.now();
    const { code, stdout } = await nx([
      'run-many',
      '-t',
      target,
      '--parallel=1',
      '--nxBail=false',
      '--output-style=static',
    ]);
    const failed = code === 0 ? [] : failedTasks(stdout, target);
    const seconds = (Date.now() - since) / 1000;
    process.stdout.write(
      code === 0 ? `${target} passed in ${seconds.toFixed(0)} s\n` : `${stdout}\n${target} FAILED\n`,
    );
    results.push({ target, seconds, passed: Math.max(0, projects.length - failed.length), failed });
  }
  return results;
}

/** The tasks that Nx lists as failed; the target itself when it failed before any task ran. */
function failedTasks(output, target) {
  const listed = [...output.matchAll(/^\s*-\s+([\w-]+:[\w-]+)\s*$/gm)].map(([, task]) => task);
  return listed.length > 0 ? [...new Set(listed)] : [target];
}

function nx(args) {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', ['nx', ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0', NO_COLOR: '1' },
    });
    let stdout = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (stdout += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code,
        stdout: args[0] === 'show' ? stdout.slice(stdout.indexOf('['), stdout.lastIndexOf(']') + 1) : stdout,
      }),
    );
  });
}
