import { Scratch } from './bytes/scratch';
import { sum, Tally } from './counts';
import { waitingFinding } from './findings';
import {
  categories,
  type Deferred,
  type Finding,
  type Level,
  levels,
  type Review,
  type StackSummary,
  worse,
} from './model';
import { type PolicyFile, policyOf } from './policy';
import { reasonsOf } from './reasons';
import { Shelf } from './shelf/shelf';
import { type PlanInput, reviewStack } from './stack-review';
import { builtInTables } from './tables';
import { cut, plain } from './text';

/** What a review knows beside the plans. */
export interface ReviewOptions {
  readonly environment?: string;
  readonly commit?: string;
  readonly policy?: PolicyFile;
  /** Stacks that cannot be planned yet, with what they wait for. */
  readonly deferredStacks?: readonly { readonly stack: string; readonly waitsFor: string }[];
  /**
   * Where the review lies beyond a megabyte; it can be read until this is closed.
   * @default a file that is closed when the process ends
   */
  readonly scratch?: Scratch;
}

/** Reviews plans together. Throws what `load` throws, and {@link UnreadableInputError} for values nested without end. */
export function review(inputs: readonly PlanInput[], options: ReviewOptions = {}): Review {
  const policy = policyOf(builtInTables, options.policy);
  const shelf = new Shelf(options.scratch ?? new Scratch());
  const parts = inputs.map((input) => reviewStack(input, policy, shelf));
  const waiting = (options.deferredStacks ?? []).map(({ stack, waitsFor }): Deferred => ({
    stack: cut(plain(stack)),
    waitsFor: cut(plain(waitsFor)),
  }));
  const findings = [
    ...parts.flatMap((part) => part.findings),
    ...waiting.map((entry) => waitingFinding(entry, policy)),
  ].sort(byDanger);
  const changes = parts
    .flatMap((part) => part.changes)
    .sort((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level));
  const stacks = [...parts.map((part) => part.summary), ...waiting.map(({ stack }) => emptySummary(stack))];
  return {
    version: 1,
    ...(options.environment === undefined ? {} : { environment: cut(plain(options.environment), 80) }),
    ...(options.commit === undefined ? {} : { commit: cut(plain(options.commit), 80) }),
    grade: findings.reduce<Level>((grade, finding) => worse(grade, finding.level), 'low'),
    reasons: reasonsOf(findings),
    counts: sum(stacks.map((stack) => stack.counts)),
    imports: stacks.reduce((total, stack) => total + stack.imports, 0),
    moves: stacks.reduce((total, stack) => total + stack.moves, 0),
    stacks,
    findings,
    changes,
    drift: parts.flatMap((part) => part.drift),
    outputs: parts.flatMap((part) => part.outputs),
    checks: parts.flatMap((part) => part.checks),
    deferred: [...parts.flatMap((part) => part.deferred), ...waiting],
    warnings: parts.flatMap((part) => part.warnings),
  };
}

function byDanger(a: Finding, b: Finding): number {
  return (
    categories.indexOf(a.category) - categories.indexOf(b.category) || levels.indexOf(b.level) - levels.indexOf(a.level)
  );
}

function emptySummary(name: string): StackSummary {
  return { name, hash: '', providers: [], ...new Tally(), unchanged: false };
}
