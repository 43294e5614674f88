import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { terraformOf } from './plan-stacks';
import { isReviewed } from './plan-review';
import { digestOf, type PlannedStack, readRelease, releasePaths, savedPlan, stateOverride } from './release';

export interface ApplyProps {
  /** Folder of the reviewed release. */
  readonly folder: string;
  /** Digest of the release that was approved. @default whatever lies in the folder */
  readonly approved?: string | undefined;
  readonly say: (line: string) => void;
}

/** How far a release has come. */
export interface ApplyOutcome {
  readonly applied: readonly string[];
  /** Stacks that wait for the next review. */
  readonly waiting: readonly string[];
}

/**
 * Applies the saved plans of a release, upstream first, after each proved to be the reviewed one. Terraform itself refuses
 * a plan whose state has moved on since.
 *
 * @throws Error before anything is applied when a plan is not the reviewed one.
 */
export async function applyRelease({ folder, approved, say }: ApplyProps): Promise<ApplyOutcome> {
  const { stacks, movesState } = readRelease(folder);
  if (approved !== undefined && approved !== digestOf(folder)) {
    throw new Error(
      `the release in ${folder} must be the approved one, got digest ${digestOf(folder)}; review it again`,
    );
  }
  const planned = stacks.filter((stack): stack is PlannedStack => stack.status === 'planned');
  const changing = planned.filter(({ changes }) => changes);
  for (const stack of changing) await requireReviewed(folder, stack);
  for (const { name } of changing) {
    say(`applying ${name}`);
    const terraform = terraformOf(releasePaths(folder).stack(name), folder);
    await terraform.run(['apply', '-input=false', '-no-color', savedPlan]);
    // Resources beside a resource change what is read of it; recorded now, the next review shows as drift only what others did.
    await terraform.run(['apply', '-refresh-only', '-auto-approve', '-input=false', '-no-color']);
  }
  if (movesState) {
    for (const { name } of planned) {
      say(`moving the state of ${name} into its bucket`);
      await moveState(folder, name);
    }
  }
  return {
    applied: changing.map(({ name }) => name),
    waiting: stacks.filter(({ status }) => status === 'deferred').map(({ name }) => name),
  };
}

/** From the file into the bucket, which by now is there. A file that stayed behind would be a second truth. */
async function moveState(folder: string, name: string): Promise<void> {
  const paths = releasePaths(folder);
  rmSync(path.join(paths.stack(name), stateOverride));
  await terraformOf(paths.stack(name), folder).run([
    'init',
    '-migrate-state',
    '-force-copy',
    '-input=false',
    '-no-color',
  ]);
  for (const file of [paths.newState(name), `${paths.newState(name)}.backup`]) rmSync(file, { force: true });
}

/** Reads the saved plan anew: the JSON that lay beside it proves nothing about it. */
async function requireReviewed(folder: string, { name, hash }: PlannedStack): Promise<void> {
  const paths = releasePaths(folder);
  const terraform = terraformOf(paths.stack(name), folder);
  await terraform.init();
  const { output } = await terraform.run(['show', '-json', '-no-color', savedPlan]);
  writeFileSync(paths.plan(name), output);
  if (!(await isReviewed(paths.plan(name), hash))) {
    throw new Error(`${name}: the saved plan must be the reviewed one, got another; review it again`);
  }
}
