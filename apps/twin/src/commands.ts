import type { SynthesizedStackEntry } from '@mall/terraform';
import { AppliedStacks, outputsOfApplied } from './apply';
import { clientsOf } from './clients';
import { clientEnvironment, runningTwin, startEmulator, stopEmulator, untilIdle, wasKilled } from './emulator';
import { exitCodes, TwinError } from './errors';
import { explainingFailures } from './failures';
import { type InputOptions, prepareInput } from './input';
import { roadTiers } from './outputs';
import { runSteps, type Step, type Timing } from './progress';
import type { TwinRecord } from './record';
import { refusalsOf, refusingNothing } from './refusals';
import { type OutputSource, Road } from './road';
import { summaryScreen } from './screen';
import { shellLines } from './shell';
import { synthesizeStacks, targetOf, withUpstream } from './stacks';

export interface RunOptions extends InputOptions {
  /** Folder for the five CSVs. */
  readonly export?: string | undefined;
  /** Do not serve the dashboard and wait. */
  readonly once: boolean;
}

const interruptions = ['SIGINT', 'SIGTERM'] as const;

interface RaisedTwin {
  readonly record: TwinRecord;
  readonly stacks: readonly SynthesizedStackEntry[];
}

/** Stands for the tiers of the data road. */
const road = 'road';

/**
 * Brings the twin up and applies an environment's stacks: all, or those of some tiers and what they read from. A twin of the
 * environment that was killed here comes back with what it had; any other makes room for a fresh one.
 */
export async function up(environment: string, tiers?: readonly string[]): Promise<void> {
  const isBack = wasKilled(environment);
  if (!isBack) await stopEmulator();
  const raised: { twin?: RaisedTwin } = {};
  await runSteps([
    [{ title: 'Synthesize and start the emulator', work: async () => (raised.twin = await raise(environment, tiers)) }],
  ]);
  const { record, stacks } = present(raised.twin);
  const applied = new AppliedStacks(record, stacks);
  await explainingFailures(record, () => runSteps([applySteps(applied, stacks)]));
  if (isBack) await runSteps([[{ title: 'Go on with what was under way', work: () => untilIdle(record) }]]);
}

/** Runs the data road on the twin that is up. */
export async function run(options: RunOptions): Promise<void> {
  const record = runningTwin();
  const source: OutputSource = { outputsOf: (tier) => outputsOfApplied(record, tier) };
  const travelled = new Road(record, clientsOf(record), source, prepareInput(options));
  await refusingNothing(
    () => refusalsOf(record),
    () => explainingFailures(record, () => travel(travelled, [], options)),
  );
  await showPage(travelled);
  travelled.requireBalance();
  travelled.requireOpenGates();
}

/** A fresh twin, the stacks of the data road, the road itself, the dashboard. The twin ends with the command. */
export async function start(environment: string, options: RunOptions): Promise<void> {
  // A fresh twin empties its folder, where its own data lie; the user's files are looked at before anything is taken down.
  const given = options.data === undefined ? undefined : await prepareInput(options);
  await stopEmulator();
  const input = Promise.resolve(given ?? (await prepareInput(options)));
  try {
    const travelled = await cleaningUp(async () => {
      const raised: { twin?: RaisedTwin } = {};
      const first = await runSteps([
        [
          {
            title: 'Synthesize and start the emulator',
            work: async () => (raised.twin = await raise(environment, [road])),
          },
        ],
      ]);
      const { record, stacks } = present(raised.twin);
      const applied = new AppliedStacks(record, stacks);
      const started = new Road(record, clientsOf(record), applied, input);
      await refusingNothing(
        () => refusalsOf(record),
        () => explainingFailures(record, () => travel(started, applySteps(applied, stacks), options, first)),
      );
      return started;
    });
    await showPage(travelled);
    travelled.requireBalance();
    travelled.requireOpenGates();
  } finally {
    await stopEmulator();
  }
}

/** Prints what a shell needs so that any AWS client talks to the twin. */
export function env(): string {
  return shellLines(clientEnvironment(runningTwin()));
}

async function travel(
  road: Road,
  before: readonly Step[],
  options: RunOptions,
  timings: readonly Timing[] = [],
): Promise<void> {
  const taken: Timing[] = [...timings];
  const go = async (steps: readonly Step[]) => taken.push(...(await runSteps([steps])));
  try {
    await go([...before, ...road.loading()]);
    await go([road.pipeline()]);
    await go([road.analyses()]);
    if (options.export !== undefined) await go([road.exportTo(options.export)]);
    if (!options.once) await go([road.page()]);
  } finally {
    if (road.run !== undefined) {
      process.stdout.write(
        summaryScreen({
          ...road,
          steps: road.run.steps,
          timings: taken,
          page: road.dashboard?.address,
          exported: road.exported,
        }),
      );
    }
  }
}

async function raise(environment: string, tiers?: readonly string[]): Promise<RaisedTwin> {
  const synthesized = await synthesizeStacks(environment);
  const named = tiers?.flatMap((tier) => (tier === road ? roadTiers : [tier]));
  const stacks = named === undefined ? synthesized : withUpstream(synthesized, environment, named);
  const [first] = stacks;
  if (first === undefined) throw new TwinError(`environment '${environment}' has no stack`);
  const { account, region } = targetOf(first);
  return { record: await startEmulator(environment, account, region), stacks };
}

function applySteps(applied: AppliedStacks, stacks: readonly SynthesizedStackEntry[]): readonly Step[] {
  return stacks.map(({ name }) => ({ title: `Apply ${name}`, work: () => applied.wait(name) }));
}

/** Works; whoever interrupts it gets the twin taken down first. */
async function cleaningUp<T>(work: () => Promise<T>): Promise<T> {
  const leave = () => {
    void stopEmulator().finally(() => process.exit(exitCodes.interrupted));
  };
  for (const signal of interruptions) process.on(signal, leave);
  try {
    return await work();
  } finally {
    for (const signal of interruptions) process.off(signal, leave);
  }
}

/** Keeps the dashboard open until the person at the desk has seen enough. */
async function showPage({ dashboard }: Road): Promise<void> {
  if (dashboard === undefined) return;
  process.stdout.write('Press Ctrl-C to end.\n');
  await new Promise<void>((resolve) => {
    for (const signal of interruptions) process.once(signal, () => resolve());
  });
  dashboard.process.kill();
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new TwinError('the twin was not raised');
  return value;
}
