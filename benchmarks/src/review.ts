import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, projectRoot } from './timing';

/** Changes of each plan, and how many pairs are run. */
const plans = [
  [1_000, 5],
  [10_000, 5],
  [100_000, 2],
] as const;

/** The review of plans of three sizes in all three forms, against a bare start of Node that parses the same file. */
export function review(): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'review-'));
  try {
    const seen = plans.map(([count, pairCount]) => compared(folder, count, pairCount));
    const [small, large] = [seen.at(-2)?.megabytes ?? 0, seen.at(-1)?.megabytes ?? 0];
    const slope = ((large - small) * 1e6) / (plans[2][0] - plans[1][0]);
    return Promise.resolve([
      ...seen.map(({ line }) => line),
      `memory from 10,000 to 100,000 changes: ${slope.toFixed(0)} bytes a change`,
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compared(folder: string, count: number, pairCount: number): { line: string; megabytes: number } {
  const plan = path.join(folder, `plan-${count}.json`);
  const out = (kind: string) => [`--${kind}`, path.join(folder, `${count}.${kind}`)];
  writePlan(plan, count);
  const parse = `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(plan)}, 'utf8'))`;
  const runs = Array.from({ length: pairCount }, () => ({
    ours: usageOf(['apps/plan-review/plan-review.mjs', plan, ...['markdown', 'html', 'json'].flatMap(out)], folder),
    bare: usageOf(['--eval', parse], folder),
  }));
  const middle = (pick: (run: (typeof runs)[number]) => number) => median(runs.map(pick));
  const megabytes = middle(({ ours }) => ours.megabytes);
  const seconds = `${middle(({ ours }) => ours.seconds).toFixed(2)} s of user time against ${middle(({ bare }) => bare.seconds).toFixed(2)} s`;
  const memory = `${megabytes.toFixed(0)} MB against ${middle(({ bare }) => bare.megabytes).toFixed(0)} MB`;
  const ratios = [
    middle(({ ours, bare }) => ours.seconds / bare.seconds),
    middle(({ ours, bare }) => ours.megabytes / bare.megabytes),
  ].map((ratio) => ratio.toFixed(1));
  const size = (statSync(plan).size / 1e6).toFixed(1);
  const line = `${count.toLocaleString('en')} changes (${size} MB): ${seconds}, ${memory}: ratios ${ratios.join(' and ')} (median of ${pairCount} pairs)`;
  return { line, megabytes };
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
function writePlan(file: string, count: number): void {
  const policy = (at: number) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::b${at}/*` }],
    });
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, '{"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[');
  for (let at = 0; at < count; at += 1) {
    const before = { name: `n${at}`, tags: { a: '1', b: '2' }, size: at, policy: policy(at) };
    const after = { ...before, tags: { a: '1', b: '3' }, size: at + 1 };
    const change = { actions: ['update'], before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {} };
    const entry = { address: `aws_thing.r${at}`, mode: 'managed', type: 'aws_thing', name: `r${at}`, change };
    writeSync(descriptor, `${at === 0 ? '' : ','}${JSON.stringify(entry)}`);
  }
  writeSync(descriptor, ']}');
  closeSync(descriptor);
}
