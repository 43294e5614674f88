import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { emulatorOverride, type SynthesizedStackEntry, Terraform } from '@mall/terraform';
import pLimit from 'p-limit';
import { outputsChangedBy, outputsReadBy, type PlanOutputs } from './crossing';
import { releasePaths, savedPlan, stateOverride } from './release';
import type { StateSource } from './state-source';

/** Exit codes of `terraform plan -detailed-exitcode`. */
const exits = { nothing: 0, changes: 2 } as const;

export interface PlanProps {
  /** Upstream first. */
  readonly stacks: readonly SynthesizedStackEntry[];
  /** Folder of the release; plans are saved below it. */
  readonly folder: string;
  readonly state: StateSource;
  /** Only what was changed outside Terraform, nothing of what the code would change. */
  readonly driftOnly: boolean;
  /** Told of every stack when it is done. */
  readonly say: (line: string) => void;
}

/** How the planning of a stack ended. */
export type PlanOutcome =
  | { readonly status: 'planned'; readonly changes: boolean; readonly changedOutputs: ReadonlySet<string> }
  | { readonly status: 'deferred'; readonly waitsFor: string };

/**
 * Plans every stack that can be planned now and saves the plan. A stack is put off when it reads an output that its
 * upstream's plan changes, or when its upstream is put off itself: planned now, it would show yesterday's values.
 */
export async function planStacks(props: PlanProps): Promise<ReadonlyMap<string, PlanOutcome>> {
  const limit = pLimit(availableParallelism());
  const outcomes = new Map<string, Promise<PlanOutcome>>();
  for (const stack of props.stacks) {
    const planning = deferralOf(stack, outcomes, props.driftOnly).then(async (waitsFor): Promise<PlanOutcome> => {
      if (waitsFor !== undefined) {
        props.say(`${stack.name} waits for ${waitsFor}`);
        return { status: 'deferred', waitsFor };
      }
      return limit(() => plan(stack, props));
    });
    // Whoever awaits sees the failure; without a waiter it must not end the process.
    planning.catch(() => undefined);
    outcomes.set(stack.name, planning);
  }
  return new Map(await Promise.all([...outcomes].map(async ([name, outcome]) => [name, await outcome] as const)));
}

async function deferralOf(
  stack: SynthesizedStackEntry,
  outcomes: ReadonlyMap<string, Promise<PlanOutcome>>,
  driftOnly: boolean,
): Promise<string | undefined> {
  const read = outputsReadBy(stack);
  for (const upstream of stack.dependencies) {
    const outcome = await outcomes.get(upstream);
    if (driftOnly || outcome === undefined) continue;
    if (outcome.status === 'deferred' || [...outcome.changedOutputs].some((name) => read.has(name))) return upstream;
  }
  return undefined;
}

async function plan(stack: SynthesizedStackEntry, props: PlanProps): Promise<PlanOutcome> {
  const paths = releasePaths(props.folder);
  const terraform = terraformOf(prepareStack(stack, props), props.folder);
  await terraform.init();
  const arguments_ = ['plan', '-detailed-exitcode', '-input=false', '-no-color', `-out=${savedPlan}`];
  const { exitCode } = await terraform.run(
    [...arguments_, ...(props.driftOnly ? ['-refresh-only'] : [])],
    Object.values(exits),
  );
  const { output } = await terraform.run(['show', '-json', '-no-color', savedPlan]);
  mkdirSync(path.dirname(paths.plan(stack.name)), { recursive: true });
  writeFileSync(paths.plan(stack.name), output);
  const changes = exitCode === exits.changes;
  props.say(`${stack.name} ${changes ? 'would change' : 'stays as it is'}`);
  return { status: 'planned', changes, changedOutputs: outputsChangedBy(JSON.parse(output) as PlanOutputs) };
}

/** Copies the stack into the release's folder: Terraform leaves no trace in what was synthesized. */
function prepareStack(stack: SynthesizedStackEntry, { folder, state }: PlanProps): string {
  const copy = releasePaths(folder).stack(stack.name);
  cpSync(stack.folder, copy, { recursive: true });
  const override = overrideOf(stack.name, copy, folder, state);
  if (override !== undefined) writeFileSync(path.join(copy, stateOverride), JSON.stringify(override));
  return copy;
}

/** What lies beside a stack's copy while its state is in a file; nothing where the stack itself says where its state is. */
function overrideOf(stack: string, copy: string, folder: string, state: StateSource): object | undefined {
  if (state.kind === 'account') return undefined;
  if (state.kind === 'new') {
    const file = path.relative(copy, releasePaths(folder).newState(stack));
    return { terraform: { backend: { local: { path: file } } } };
  }
  const stateOf = (name: string) => path.join(state.folder, name, 'terraform.tfstate');
  return emulatorOverride(copy, stateOf(stack), stateOf);
}

/** Terraform in a stack's folder of a release. */
export function terraformOf(stackFolder: string, releaseFolder: string): Terraform {
  const cache = path.resolve(releaseFolder, '..', 'terraform-plugins');
  return new Terraform({ folder: stackFolder, cache, environment: process.env });
}
