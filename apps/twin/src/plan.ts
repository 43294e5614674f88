import type { SynthesizedStackEntry } from '@mall/terraform';
import { runningTwin } from './emulator';
import { TwinError } from './errors';
import { runSteps } from './progress';
import type { TwinRecord } from './record';
import { appliedStacks, terraformOf } from './stacks';
import { disarm, rearm, requireNamed } from './teardown';

/** Exit code of `terraform plan -detailed-exitcode` when something would change. */
const somethingChanges = 2;

/** Plans every applied stack again. @throws TwinError that names the stacks whose plan is not empty, with what would change. */
export async function planAgain(): Promise<void> {
  const record = runningTwin();
  const changes: string[] = [];
  await runSteps([
    appliedStacks().map(({ name }) => ({
      title: `Plan ${name}`,
      work: async () => {
        const { exitCode, output } = await terraformOf(record, name).run(
          ['plan', '-detailed-exitcode', '-input=false', '-no-color'],
          [0, somethingChanges],
        );
        if (exitCode === somethingChanges) changes.push(`${name}:\n${output.slice(output.indexOf('Terraform used'))}`);
      },
    })),
  ]);
  if (changes.length > 0) throw new TwinError(`these plans are not empty:\n${changes.join('\n')}`);
}

/** How far a destroy may go. */
export interface DestroyOptions {
  /** Name of the environment, to have its protections turned off first. */
  readonly teardown?: string;
}

/**
 * Destroys every applied stack, downstream first; stacks that need nothing of each other side by side. What protects data refuses,
 * unless the environment is named for a teardown.
 */
export async function destroy({ teardown }: DestroyOptions = {}): Promise<void> {
  const record = runningTwin();
  const stacks = [...appliedStacks()].reverse();
  if (teardown === undefined) return destroyStacks(record, stacks);
  requireNamed(record, teardown);
  try {
    await runSteps([
      stacks.map((stack) => ({
        title: `Turn off the protections of ${stack.name}`,
        work: () => disarm(record, stack),
      })),
    ]);
    await destroyStacks(record, stacks);
  } finally {
    stacks.forEach(rearm);
  }
}

async function destroyStacks(record: TwinRecord, stacks: readonly SynthesizedStackEntry[]): Promise<void> {
  const gone = new Map<string, Promise<void>>();
  const destroyed = (name: string): Promise<void> => {
    const downstream = stacks.filter(({ dependencies }) => dependencies.includes(name));
    const mine =
      gone.get(name) ??
      Promise.all(downstream.map((stack) => destroyed(stack.name))).then(async () => {
        await terraformOf(record, name).run(['destroy', '-auto-approve', '-input=false', '-no-color']);
      });
    gone.set(name, mine);
    mine.catch(() => undefined);
    return mine;
  };
  await runSteps([stacks.map(({ name }) => ({ title: `Destroy ${name}`, work: () => destroyed(name) }))]);
}
