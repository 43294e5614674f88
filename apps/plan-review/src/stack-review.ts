import { constrainedProviders, headerOf } from './plan-header';
import type { JudgedChange } from './change';
import { Tally } from './counts';
import type { Suspicion } from './danger';
import { findingsOf, graded, restFinding } from './findings';
import { type Change, type Finding, type Level, type Review, type StackSummary, worse } from './model';
import { type Plan, planOf } from './plan';
import type { Policy } from './policy';
import { changedMeanwhile, nestedTooDeeply, type PlanDocument } from './read-plan';
import type { Shelf } from './shelf/shelf';
import { ShelvedChange, ShelvedFinding } from './shelf/shelved';
import { cut, plain } from './text';

/** One plan of a review; `load` is called once, in turn, so that one plan at a time is open. */
export interface PlanInput {
  readonly stack: string;
  readonly load: () => PlanDocument;
  /** Providers with their locked versions; without them the constraints of the configuration are shown. */
  readonly providers?: readonly string[];
}

/** One plan's part of the review. */
export interface StackReview extends Pick<
  Review,
  'findings' | 'changes' | 'drift' | 'outputs' | 'checks' | 'deferred' | 'warnings'
> {
  readonly summary: StackSummary;
}

/** Reviews one plan, whose changes are read, judged and shelved one at a time. */
export function reviewStack(input: PlanInput, policy: Policy, shelf: Shelf): StackReview {
  const document = input.load();
  try {
    const part = reviewDocument(document, input, policy, shelf);
    document.confirm();
    return part;
  } catch (error) {
    // The stack of calls is used up: a RangeError is the engine's word for it.
    if (error instanceof RangeError) throw nestedTooDeeply(input.stack);
    // All of it was JSON when it was opened.
    throw error instanceof SyntaxError ? changedMeanwhile(input.stack) : error;
  } finally {
    document.close();
  }
}

function reviewDocument(document: PlanDocument, input: PlanInput, policy: Policy, shelf: Shelf): StackReview {
  const stack = cut(plain(input.stack), 120);
  const plan = planOf(document.content, stack);
  const notes = {
    drift: Array.from(plan.drift(), (change) => shelved(change, policy.levels['plan.drift'], shelf)),
    outputs: [...plan.outputs()],
    checks: [...plan.checks()],
    deferred: [...plan.deferred()],
  };
  const suspicions = planSuspicions(plan, notes).map((suspicion) => graded(suspicion, stack, undefined, policy));
  const judged = judgeChanges(plan, policy, shelf);
  const findings = [...suspicions, ...judged.findings];
  const nothing = judged.changes.length === 0 && Object.values(notes).every((list) => list.length === 0);
  const unmarked = plan.marked
    ? []
    : [`${stack}: this plan does not mark sensitive values (format 0.1); they are masked by their names alone`];
  return {
    summary: {
      name: stack,
      hash: document.hash,
      ...headerOf(document.content),
      providers: (input.providers ?? constrainedProviders(document.content)).map((provider) =>
        cut(plain(provider), 80),
      ),
      ...judged.tally,
      unchanged: nothing && findings.length === 0,
    },
    findings,
    changes: judged.changes,
    ...notes,
    warnings: [...document.warnings.map((warning) => `${stack}: ${warning}`), ...unmarked],
  };
}

function judgeChanges(
  plan: Plan,
  policy: Policy,
  shelf: Shelf,
): { tally: Tally; findings: Finding[]; changes: Change[] } {
  const tally = new Tally();
  const findings: Finding[] = [];
  const changes: Change[] = [];
  const lost = new Set<string>();
  for (const change of plan.changes()) {
    tally.add(change);
    if (change.action === 'no-op' || (change.mode === 'data' && change.action !== 'read')) continue;
    const found = findingsOf(change, plan.renames.of(change), policy);
    const level = found.reduce<Level>((worst, finding) => worse(worst, finding.level), policy.levels['rest.changed']);
    changes.push(shelved(change, level, shelf));
    for (const finding of found) {
      if (finding.category === 'loss') lost.add(change.address);
      // What every change is worth is not worth a sentence.
      if (finding.category !== 'rest') findings.push(new ShelvedFinding(shelf, finding));
    }
  }
  for (const change of changes) {
    const finding = restFinding(change, policy);
    if (finding !== undefined && !lost.has(change.address)) findings.push(new ShelvedFinding(shelf, finding));
  }
  return { tally, findings, changes };
}

function shelved(change: JudgedChange, level: Level, shelf: Shelf): Change {
  const { stack, address, previousAddress, type, action, imported, why, deposed, attributes, moreAttributes } = change;
  return new ShelvedChange(shelf, {
    ...{ stack, address, type, action, imported, attributes, moreAttributes, level },
    ...(previousAddress === undefined ? {} : { previousAddress }),
    ...(why === undefined ? {} : { why }),
    ...(deposed === undefined ? {} : { deposed }),
  });
}

function planSuspicions(
  plan: Plan,
  { drift, checks, deferred }: Pick<StackReview, 'drift' | 'checks' | 'deferred'>,
): Suspicion[] {
  const many = (count: number, one: string, more: string) => (count === 1 ? `one ${one}` : `${count} ${more}`);
  const found: Suspicion[] = [];
  const add = (rule: Suspicion['rule'], sentence: string, lines: readonly string[] = []) =>
    found.push({ rule, category: 'plan', sentence, lines: lines.slice(0, 20) });
  const invocations = [...plan.invocations()];
  if (plan.errored) add('plan.errored', 'Terraform ended the plan with an error; what follows is a part of it');
  if (checks.length > 0)
    add(
      'plan.check-failed',
      `${many(checks.length, 'check does', 'checks do')} not hold`,
      checks.map(({ address }) => address),
    );
  if (deferred.length > 0)
    add(
      'plan.deferred',
      `${many(deferred.length, 'change is', 'changes are')} put off to a later plan and not reviewed here`,
    );
  if (invocations.length > 0)
    add(
      'plan.action-invoked',
      `${many(invocations.length, 'action runs', 'actions run')} beside the changes`,
      invocations,
    );
  if (drift.length > 0)
    add('plan.drift', `${many(drift.length, 'resource differs', 'resources differ')} from what Terraform left`);
  if (!plan.marked) add('plan.unmarked', 'the plan does not say which values are sensitive');
  return found;
}
