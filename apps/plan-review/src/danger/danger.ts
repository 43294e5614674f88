import type { JudgedChange } from '../change';
import type { Category } from '../model';
import type { Policy, Rule } from '../policy';

/** What a judge of changes says, before the policy gives it a level. */
export interface Suspicion {
  readonly rule: Rule;
  readonly category: Category;
  readonly sentence: string;
  readonly lines?: readonly string[];
}

/** Looks at one change and says what can hurt. It sees masked values only. */
export type Judge = (change: JudgedChange, policy: Policy) => Suspicion[];

/** Whether a change touches the real thing now. */
export function takesEffect(change: JudgedChange): boolean {
  return !['no-op', 'read', 'move', 'import'].includes(change.action);
}

/** Whether something is there after the change. */
export function remains(change: JudgedChange): boolean {
  return takesEffect(change) && !['destroy', 'forget'].includes(change.action);
}
