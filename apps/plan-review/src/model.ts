/** How bad it can be, from harmless to what must not pass unseen. */
export const levels = ['low', 'medium', 'high', 'blocking'] as const;
/** One of {@link levels}. */
export type Level = (typeof levels)[number];

/** What Terraform will do with one resource. */
export const actions = [
  'replace',
  'destroy',
  'forget',
  'update',
  'create',
  'import',
  'move',
  'read',
  'no-op',
  'other',
] as const;
/** One of {@link actions}. */
export type Action = (typeof actions)[number];

/** Where a finding stands in the review, in this order. */
export const categories = ['loss', 'exposure', 'iam', 'protection', 'interruption', 'plan', 'rest'] as const;
/** One of {@link categories}. */
export type Category = (typeof categories)[number];

/** One attribute that changes; texts are already masked and cut, in the clear of names and values only. */
export interface AttributeChange {
  /** `ingress[0].cidr_blocks[0]`, or `policy → Statement[Read].Action` inside JSON. */
  readonly path: string;
  /** Absent when the attribute is new. */
  readonly before?: string;
  /** Absent when the attribute goes. */
  readonly after?: string;
  /** Whether this attribute forces the replacement. */
  readonly forces: boolean;
}

/** One sentence about what can hurt, or why the grade is what it is. */
export interface Finding {
  /** Rule of the policy table that found it. */
  readonly rule: string;
  readonly category: Category;
  readonly level: Level;
  readonly stack: string;
  /** Resource, or nothing for the plan as a whole. */
  readonly address?: string | undefined;
  readonly sentence: string;
  /** Lines that belong to it: permissions added and removed, attributes that force. */
  readonly lines: readonly string[];
  /** Reason why the team accepts it; its level is then low. */
  readonly accepted?: string | undefined;
}

/** One resource's change, ready to show. */
export interface Change {
  readonly stack: string;
  readonly address: string;
  readonly previousAddress?: string | undefined;
  readonly type: string;
  readonly action: Action;
  readonly imported: boolean;
  /** Why Terraform does it, in words. */
  readonly why?: string | undefined;
  /** Key of a deposed object that is removed. */
  readonly deposed?: string | undefined;
  readonly attributes: readonly AttributeChange[];
  /** Attributes beyond those listed. */
  readonly moreAttributes: number;
  /** The worst of its findings. */
  readonly level: Level;
}

/** An output's change. */
export interface OutputChange {
  readonly stack: string;
  readonly name: string;
  readonly action: Action;
  readonly attributes: readonly AttributeChange[];
}

/** A check, precondition or postcondition that does not hold. */
export interface FailedCheck {
  readonly stack: string;
  readonly address: string;
  readonly status: string;
  readonly problems: readonly string[];
}

/** What is put off to a later plan, and what it waits for. */
export interface Deferred {
  readonly stack: string;
  /** Absent when a whole stack waits. */
  readonly address?: string | undefined;
  readonly waitsFor: string;
}

/** Number of changes by action; a move or import that changes nothing else counts as such only. */
export type Counts = Readonly<Record<Action, number>>;

/** One plan of the review. */
export interface StackSummary {
  readonly name: string;
  /** SHA-256 that `verify` compares; empty for a stack that has no plan yet. */
  readonly hash: string;
  readonly terraform?: string;
  /** `hashicorp/aws 5.100.0`, as locked or as constrained. */
  readonly providers: readonly string[];
  readonly time?: string;
  readonly counts: Counts;
  readonly imports: number;
  readonly moves: number;
  /** Whether nothing at all changes: no resource, output, drift, check, deferral. */
  readonly unchanged: boolean;
}

/** The whole review; its JSON form is this. */
export interface Review {
  readonly version: 1;
  readonly environment?: string;
  readonly commit?: string;
  readonly grade: Level;
  /** Why, the worst first. */
  readonly reasons: readonly string[];
  readonly counts: Counts;
  readonly imports: number;
  readonly moves: number;
  readonly stacks: readonly StackSummary[];
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  readonly drift: readonly Change[];
  readonly outputs: readonly OutputChange[];
  readonly checks: readonly FailedCheck[];
  readonly deferred: readonly Deferred[];
  /** What limits the review itself. */
  readonly warnings: readonly string[];
}

/** The worse of two levels. */
export function worse(a: Level, b: Level): Level {
  return levels.indexOf(a) >= levels.indexOf(b) ? a : b;
}
