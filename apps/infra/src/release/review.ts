import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readManifest } from '@mall/terraform';
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
  readonly commit?: string | undefined;
  readonly driftOnly: boolean;
  readonly failOn?: string | undefined;
  readonly say: (line: string) => void;
}

/** Plans and reviews one wave of an environment. Returns the release and whether its grade stays below `failOn`. */
export async function reviewRelease(props: ReviewReleaseProps): Promise<{ release: Release; passed: boolean }> {
  const { environment, folder, commit, failOn } = props;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const outcomes = [...(await planStacks({ ...props, stacks: readManifest(props.synthesized) }))];
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
    stacks: [
      ...planned.map((stack): PlannedStack => ({ ...stack, status: 'planned', hash: hashes.get(stack.name) ?? '' })),
      ...deferred,
    ],
  };
  writeRelease(folder, release);
  return { release, passed };
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
