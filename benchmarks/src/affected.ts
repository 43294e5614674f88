import { pairs, secondsOf } from './timing';

const checks = ['-t', 'lint', 'typecheck', 'test', '--parallel=2', '--skip-nx-cache'];

/** What a change of one tier library runs against everything, nothing taken from the cache. */
export async function affected(): Promise<readonly string[]> {
  const { a, b, ratio } = await pairs(
    1,
    () => secondsOf('npx', ['nx', 'run-many', ...checks]),
    () => secondsOf('npx', ['nx', 'affected', '--files=libs/analytics/src/analytics.ts', ...checks]),
  );
  return [
    `everything ${a.toFixed(0)} s, affected by libs/analytics ${b.toFixed(0)} s: ${ratio.toFixed(1)} times less (one pair)`,
  ];
}
