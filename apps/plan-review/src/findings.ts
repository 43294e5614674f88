import type { JudgedChange } from './change';
import { judges, type Suspicion } from './danger';
import type { Action, Change, Deferred, Finding } from './model';
import type { Policy } from './policy';
import { cut, plain } from './text';

/** What the judges say of a change, graded; what every change is worth has category `rest`. */
export function findingsOf(change: JudgedChange, renamed: string | undefined, policy: Policy): Finding[] {
  const found = judges
    .flatMap((judge) => judge(change, policy))
    .map((suspicion) => graded(withRename(suspicion, renamed), change.stack, change.address, policy));
  if (change.action !== 'other') return found;
  const sentence = 'Terraform will do something that this program does not know';
  return [
    ...found,
    graded({ rule: 'plan.unknown-action', category: 'plan', sentence }, change.stack, change.address, policy),
  ];
}

/** A suspicion with the level that the policy gives it, or low where the team has accepted it. */
export function graded(suspicion: Suspicion, stack: string, address: string | undefined, policy: Policy): Finding {
  const accepted = policy.accepted(suspicion.rule, address ?? stack);
  return {
    rule: suspicion.rule,
    category: suspicion.category,
    level: accepted === undefined ? policy.levels[suspicion.rule] : 'low',
    stack,
    ...(address === undefined ? {} : { address }),
    sentence: suspicion.sentence,
    lines: (suspicion.lines ?? []).map((line) => cut(line, 600)),
    ...(accepted === undefined ? {} : { accepted: cut(plain(accepted)) }),
  };
}

function withRename(suspicion: Suspicion, renamed: string | undefined): Suspicion {
  if (renamed === undefined || !/^(loss|rest)\.destroyed$/.test(suspicion.rule)) return suspicion;
  const lines = [...(suspicion.lines ?? []), `if this is a rename, a moved block from here to ${renamed} keeps it`];
  return { ...suspicion, sentence: `${suspicion.sentence}; ${renamed} is created in its place, empty`, lines };
}

/** The finding of a resource that goes and of which nothing worse is said, or nothing for any other change. */
export function restFinding(change: Change, policy: Policy): Finding | undefined {
  const rest = restOf[change.action];
  if (rest === undefined || change.level === 'low' || change.level !== policy.levels[rest.rule]) return undefined;
  const what = change.deposed === undefined ? change.type : `the deposed object ${change.deposed} of ${change.type}`;
  const suspicion = { rule: rest.rule, category: 'rest', sentence: `${what} ${rest.verb}` } as const;
  return graded(suspicion, change.stack, change.address, policy);
}

const restOf: Partial<Record<Action, { rule: 'rest.destroyed' | 'rest.replaced' | 'rest.forgotten'; verb: string }>> = {
  destroy: { rule: 'rest.destroyed', verb: 'will be destroyed' },
  replace: { rule: 'rest.replaced', verb: 'will be destroyed and created anew' },
  forget: { rule: 'rest.forgotten', verb: 'leaves Terraform’s care' },
};

/** The finding of a stack that cannot be planned yet. */
export function waitingFinding({ stack, waitsFor }: Deferred, policy: Policy): Finding {
  const sentence = `the whole stack waits for ${waitsFor} and is planned and reviewed after that apply`;
  return graded({ rule: 'plan.deferred', category: 'plan', sentence }, stack, undefined, policy);
}
