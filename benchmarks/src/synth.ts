import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pairs, secondsOf } from './timing';

/** Both environments by `cdktf synth`, one after the other, against the `synth` target, which makes both, in pairs. */
export async function synth(): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'synth-'));
  const byCdktf = (environment: string) =>
    secondsOf('npx', ['cdktf', 'synth', '--output', path.join(folder, environment)], { MALL_ENV: environment });
  const { a, b, ratio } = await pairs(
    5,
    async () => (await byCdktf('dev')) + (await byCdktf('prod')),
    () => secondsOf(process.execPath, ['apps/infra/synth.cjs']),
  );
  return [
    `dev and prod by cdktf synth ${a.toFixed(2)} s, by the synth target ${b.toFixed(2)} s: ${ratio.toFixed(1)} times faster (median of 5 pairs)`,
  ];
}
