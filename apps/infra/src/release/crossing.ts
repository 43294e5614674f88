import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SynthesizedStackEntry } from '@mall/terraform';

/** What a plan's JSON says that matters to other stacks. */
export interface PlanOutputs {
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

/** The names of the outputs that a stack reads from others. */
export function outputsReadBy(stack: SynthesizedStackEntry): ReadonlySet<string> {
  const text = readFileSync(path.join(stack.folder, 'cdk.tf.json'), 'utf8');
  const read = text.matchAll(/data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)/g);
  return new Set([...read].map(([, name = '']) => name));
}

/** The outputs that a plan would create, change or remove. */
export function outputsChangedBy({ output_changes: changes = {} }: PlanOutputs): ReadonlySet<string> {
  const entries = Object.entries(changes).filter(([, { actions }]) => actions.some((action) => action !== 'no-op'));
  return new Set(entries.map(([name]) => name));
}
