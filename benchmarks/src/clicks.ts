import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot, secondsOf } from './timing';

/** Seconds from a click's call to Firehose until the data of the dashboard's chart counts it, and its parts. */
export async function clicks(): Promise<readonly string[]> {
  const state = path.join(mkdtempSync(path.join(tmpdir(), 'bench-')), 'state');
  const environment = { MALL_TWIN_STATE: state, TWIN_GLUE_SPARES: '1' };
  const command = (...args: readonly string[]) =>
    secondsOf(process.execPath, ['--import', 'tsx', 'apps/twin/src/main.ts', ...args], environment);
  try {
    await command('up', '--environment', 'dev', '--tiers', 'road');
    await command('run', '--once');
    return [1, 2, 3].map(() => lineOf(clickToChart(environment)));
  } finally {
    await command('down');
  }
}

function clickToChart(environment: NodeJS.ProcessEnv): string {
  return execFileSync(process.execPath, ['--import', 'tsx', 'apps/twin/e2e/click-to-chart.ts'], {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
}

function lineOf(output: string): string {
  const { clicks: count, ...parts } = JSON.parse(output) as Record<string, number>;
  const shown = Object.entries(parts).map(([name, seconds]) => `${name} ${seconds.toFixed(2)} s`);
  return `${count} clicks at 156 a second: ${shown.join(', ')}`;
}
