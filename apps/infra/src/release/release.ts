import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** A stack with a saved plan. */
const planned = z.object({
  name: z.string(),
  status: z.literal('planned'),
  /** SHA-256 of the plan, as the review shows it. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Whether its plan does anything. */
  changes: z.boolean(),
});

/** A stack that cannot be planned before another one is applied. */
const deferred = z.object({ name: z.string(), status: z.literal('deferred'), waitsFor: z.string() });

const release = z.object({
  environment: z.string(),
  commit: z.string().optional(),
  /** Whether the state, in a file so far, moves into the bucket that the release makes. */
  movesState: z.boolean().default(false),
  stacks: z.array(z.discriminatedUnion('status', [planned, deferred])),
});

export type PlannedStack = z.infer<typeof planned>;
export type DeferredStack = z.infer<typeof deferred>;

/** One wave of a release: what was planned and reviewed together, upstream first, and what waits for the next. */
export type Release = z.infer<typeof release>;

/** Where the parts of a release lie below its folder. */
export const releasePaths = (folder: string) => ({
  record: path.join(folder, 'release.json'),
  stack: (name: string) => path.join(folder, 'stacks', name),
  /** Beside the folder, since a new review empties that. */
  newState: (name: string) => path.join(folder, '..', `${name}.tfstate`),
  plan: (name: string) => path.join(folder, 'plans', `${name}.json`),
  review: (ending: 'md' | 'html' | 'json') => path.join(folder, `review.${ending}`),
});

/** File of a stack's saved plan, in the stack's folder. */
export const savedPlan = 'release.tfplan';

/** What lies beside a stack's JSON while its state is in a file. */
export const stateOverride = 'release_override.tf.json';

export function writeRelease(folder: string, content: Release): void {
  writeFileSync(releasePaths(folder).record, `${JSON.stringify(content, null, 2)}\n`);
}

/** @throws Error when the folder holds no release. */
export function readRelease(folder: string): Release {
  const { record } = releasePaths(folder);
  if (!existsSync(record)) throw new Error(`${folder} must hold a reviewed release, got none; run the review first`);
  return release.parse(JSON.parse(readFileSync(record, 'utf8')));
}

/** SHA-256 of the whole release: whoever approves it approves every plan's hash at once. */
export function digestOf(folder: string): string {
  return createHash('sha256')
    .update(readFileSync(releasePaths(folder).record))
    .digest('hex');
}
