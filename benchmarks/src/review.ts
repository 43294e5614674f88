import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, projectRoot } from './timing';

const pairCount = 5;

/** The review of 1,000 and of 10,000 changes in all three forms, against a bare start of Node that parses the same file. */
export function review(): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'review-'));
  try {
    return Promise.resolve([1_000, 10_000].map((count) => compared(folder, count)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compared(folder: string, count: number): string {
  const plan = path.join(folder, `plan-${count}.json`);
  const out = (kind: string) => [`--${kind}`, path.join(folder, `${count}.${kind}`)];
  writeFileSync(plan, planText(count));
  const parse = `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(plan)}, 'utf8'))`;
  const runs = Array.from({ length: pairCount }, () => ({
    ours: usageOf(['apps/plan-review/plan-review.mjs', plan, ...['markdown', 'html', 'json'].flatMap(out)], folder),
    bare: usageOf(['--eval', parse], folder),
  }));
  const middle = (pick: (run: (typeof runs)[number]) => number) => median(runs.map(pick));
  const seconds = `${middle(({ ours }) => ours.seconds).toFixed(2)} s of user time against ${middle(({ bare }) => bare.seconds).toFixed(2)} s`;
  const memory = `${middle(({ ours }) => ours.megabytes).toFixed(0)} MB against ${middle(({ bare }) => bare.megabytes).toFixed(0)} MB`;
  const ratios = [
    middle(({ ours, bare }) => ours.seconds / bare.seconds),
    middle(({ ours, bare }) => ours.megabytes / bare.megabytes),
  ].map((ratio) => ratio.toFixed(1));
  const size = (statSync(plan).size / 1e6).toFixed(1);
  return `${count.toLocaleString('en')} changes (${size} MB): ${seconds}, ${memory}: ratios ${ratios.join(' and ')} (median of ${pairCount} pairs)`;
}

interface Usage {
  readonly seconds: number;
  readonly megabytes: number;
}

/** User time and peak memory of a Node process, as it tells them itself when it ends. */
function usageOf(args: readonly string[], folder: string): Usage {
  const report = path.join(folder, 'usage.json');
  const tell = `import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage())));`;
  execFileSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, ...args], {
    cwd: projectRoot,
  });
  const { userCPUTime, maxRSS } = JSON.parse(readFileSync(report, 'utf8')) as NodeJS.ResourceUsage;
  return { seconds: userCPUTime / 1e6, megabytes: maxRSS / 1e3 };
}

/** A plan of updates, each with a policy as JSON text. */
function planText(count: number): string {
  const policy = (at: number) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::b${at}/*` }],
    });
  const changes = Array.from({ length: count }, (_, at) => {
    const before = { name: `n${at}`, tags: { a: '1', b: '2' }, size: at, policy: policy(at) };
    const after = { ...before, tags: { a: '1', b: '3' }, size: at + 1 };
    const change = { actions: ['update'], before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {} };
    return { address: `aws_thing.r${at}`, mode: 'managed', type: 'aws_thing', name: `r${at}`, change };
  });
  return JSON.stringify({ format_version: '1.2', terraform_version: '1.11.4', resource_changes: changes });
}
