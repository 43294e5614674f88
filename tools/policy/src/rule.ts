import type { Resource, Stack } from './stacks';

/** What a rule of ours has against a resource. */
export interface Finding {
  readonly stack: Stack;
  readonly resource: Resource;
  /** What must be and what is: `'timeout' must be a number of minutes, got none`. */
  readonly sentence: string;
  /** The part of the resource for which a written reason lets it pass. @default no reason does */
  readonly subject?: string;
}

/** A rule over all stacks of all environments. */
export type Rule = (stacks: readonly Stack[]) => readonly Finding[];
