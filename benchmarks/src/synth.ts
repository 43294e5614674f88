import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pairs, secondsOf } from './timing';

/** `cdktf synth` against the app run directly, in pairs. */
export async function synth(): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'synth-'));
  const env = { MALL_ENV: 'dev', CDKTF_OUTDIR: path.join(folder, 'direct') };
  const { a, b, ratio } = await pairs(
    5,
    () => secondsOf('npx', ['cdktf', 'synth', '--output', path.join(folder, 'cdktf')], { MALL_ENV: 'dev' }),
    () => secondsOf(process.execPath, ['--import', 'tsx', 'apps/infra/src/main.ts'], env),
  );
  return [
    `cdktf synth ${a.toFixed(2)} s, direct ${b.toFixed(2)} s: direct is ${ratio.toFixed(1)} times faster (median of 5 pairs)`,
  ];
}
