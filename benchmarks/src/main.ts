import { affected } from './affected';
import { clicks } from './clicks';
import { review } from './review';
import { synth } from './synth';
import { twin } from './twin';

const benchmarks: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  synth,
  affected,
  review,
  twin,
  clicks,
};

/** Runs the named benchmarks, or all: `main.ts [synth] [affected] [review] [twin] [clicks]`. */
async function main(names: readonly string[]): Promise<void> {
  for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
    const benchmark = benchmarks[name];
    if (benchmark === undefined)
      throw new Error(`a benchmark must be one of ${Object.keys(benchmarks).join(', ')}, got '${name}'`);
    for (const line of await benchmark()) console.log(`${name}: ${line}`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
