import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readManifest, type SynthesizedStackEntry } from '@mall/terraform';
import { z } from 'zod';
import { reviewPlans } from './plan-review';
import { planStacks } from './plan-stacks';
import { type DeferredStack, type PlannedStack, type Release, releasePaths, writeRelease } from './release';
import type { StateSource } from './state-source';

export interface ReviewReleaseProps {
  readonly environment: string;
  /** Folder with the environment's synthesized stacks. */
  readonly synthesized: string;
  /** Folder that the release is written into; what lay there is gone. */
  readonly folder: string;
  readonly state: StateSource;
  /** Only the stacks of these tiers. @default all */
  readonly tiers?: readonly string[] | undefined;
  readonly commit?: string | undefined;
  readonly driftOnly: boolean;
  readonly failOn?: string | undefined;
  readonly say: (line: string) => void;
}

/** Plans and reviews one wave of an environment. Returns the release and whether its grade stays below `failOn`. */
export async function reviewRelease(props: ReviewReleaseProps): Promise<{ release: Release; passed: boolean }> {
  const { environment, folder, commit, failOn } = props;
  const stacks = chosenStacks(props);
  const movesState = props.state.kind === 'new';
  const later = stacks.find(({ dependencies }) => dependencies.length > 0);
  if (movesState && later !== undefined) {
    throw new Error(`--state new is for what comes after no other stack, ${later.name} does; add --tiers bootstrap`);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const outcomes = [...(await planStacks({ ...props, stacks }))];
  const deferred = outcomes.flatMap(([name, outcome]): DeferredStack[] =>
    outcome.status === 'deferred' ? [{ name, status: 'deferred', waitsFor: outcome.waitsFor }] : [],
  );
  const planned = outcomes.flatMap(([name, outcome]) =>
    outcome.status === 'planned' ? [{ name, changes: outcome.changes }] : [],
  );
  const passed = await reviewPlans({ folder, environment, commit, planned, deferred, failOn });
  const hashes = hashesOf(folder);
  const release: Release = {
    environment,
    ...(commit === undefined ? {} : { commit }),
    movesState,
    stacks: [
      ...planned.map((stack): PlannedStack => ({ ...stack, status: 'planned', hash: hashes.get(stack.name) ?? '' })),
      ...deferred,
    ],
  };
  writeRelease(folder, release);
  return { release, passed };
}

function chosenStacks({ synthesized, environment, tiers }: ReviewReleaseProps): readonly SynthesizedStackEntry[] {
  const stacks = readManifest(synthesized);
  const unknown = tiers?.find((tier) => !stacks.some(({ name }) => name === `${environment}-${tier}`));
  if (unknown !== undefined) {
    const known = stacks.map(({ name }) => name.slice(environment.length + 1));
    throw new Error(`--tiers must be some of ${known.join(', ')}, got '${unknown}'`);
  }
  return stacks.filter(({ name }) => tiers?.some((tier) => name === `${environment}-${tier}`) ?? true);
}

function hashesOf(folder: string): ReadonlyMap<string, string> {
  const shape = z.object({ stacks: z.array(z.object({ name: z.string(), hash: z.string() })) });
  const { stacks } = shape.parse(JSON.parse(readFileSync(releasePaths(folder).review('json'), 'utf8')));
  return new Map(stacks.map(({ name, hash }) => [name, hash]));
}

/** Where an environment's release lies unless told otherwise. */
export function releaseFolder(environment: string): string {
  return path.join('dist/release', environment);
}
