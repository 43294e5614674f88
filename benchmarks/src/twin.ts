import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { secondsOf } from './timing';

const critical = ['network', 'database', 'pipeline'];

/** One twin: how near its apply comes to the provider's own waits, and how many rows a second the road carries. */
export async function twin(): Promise<readonly string[]> {
  const state = path.join(mkdtempSync(path.join(tmpdir(), 'bench-')), 'state');
  const command = (...args: readonly string[]) =>
    secondsOf(process.execPath, ['--import', 'tsx', 'apps/twin/src/main.ts', ...args], { MALL_TWIN_STATE: state });
  try {
    const up = await command('up', '--environment', 'dev');
    const waits = slowestResources(path.join(state, 'logs'));
    const floor = critical.reduce((sum, tier) => sum + (waits.get(`dev-${tier}`) ?? 0), 0);
    const lines = [
      `up and apply ${up.toFixed(0)} s; slowest resources along ${critical.join(' → ')} alone ${floor} s: ratio ${(up / floor).toFixed(2)}`,
    ];
    const taken: number[] = [];
    for (const rows of [10_000, 100_000]) {
      const seconds = await command('run', '--once', '--rows', `${rows}`);
      taken.push(seconds);
      lines.push(
        `road with ${rows} purchases ${seconds.toFixed(0)} s, ${(rows / seconds).toFixed(0)} purchases a second`,
      );
    }
    const [small = 1, large = 1] = taken;
    return [...lines, `ten times the rows take ${(large / small).toFixed(1)} times as long`];
  } finally {
    await command('down');
  }
}

/** The longest time that one resource of each stack took, seconds, by Terraform's own account. */
function slowestResources(folder: string): ReadonlyMap<string, number> {
  const logs = readdirSync(folder).filter((name) => name.startsWith('terraform-'));
  return new Map(
    logs.map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const seconds = [...text.matchAll(/Creation complete after (?:(\d+)m)?(\d+)s/g)].map(
        ([, minutes = '0', rest = '0']) => Number(minutes) * 60 + Number(rest),
      );
      return [name.replace(/^terraform-|\.log$/g, ''), Math.max(0, ...seconds)];
    }),
  );
}
