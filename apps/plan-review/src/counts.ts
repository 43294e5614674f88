import { type Action, actions, type Counts } from './model';

/** How often each action occurs, counted one by one. */
export class Tally {
  readonly counts = Object.fromEntries(actions.map((action) => [action, 0])) as Record<Action, number>;
  imports = 0;
  moves = 0;

  add(change: {
    readonly action: Action;
    readonly mode: string;
    readonly imported: boolean;
    readonly previousAddress?: string;
  }): void {
    if (change.mode !== 'data' || change.action === 'read') this.counts[change.action] += 1;
    if (change.imported) this.imports += 1;
    if (change.previousAddress !== undefined) this.moves += 1;
  }
}

/** The counts of several stacks together. */
export function sum(all: readonly Counts[]): Counts {
  return Object.fromEntries(
    actions.map((action) => [action, all.reduce((total, counts) => total + counts[action], 0)]),
  ) as unknown as Counts;
}
