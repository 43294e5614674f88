import type { JudgedChange } from './change';
import { judges, renamesWithoutMove, type Suspicion } from './danger';
import {
  type Action,
  actions,
  categories,
  type Change,
  type Counts,
  type Deferred,
  type Finding,
  type Level,
  levels,
  type Review,
  type StackSummary,
  worse,
} from './model';
import { type Plan, planOf } from './plan';
import { type Policy, type PolicyFile, policyOf } from './policy';
import { nestedTooDeeply, type PlanDocument } from './read-plan';
import { reasonsOf } from './reasons';
import { builtInTables } from './tables';
import { cut, plain } from './text';
import { objectOf, textOf } from './json';

/** One plan of a review; `load` is called once, in turn, so that one plan at a time is in memory. */
export interface PlanInput {
  readonly stack: string;
  readonly load: () => PlanDocument;
  /** Providers with their locked versions; without them the constraints of the configuration are shown. */
  readonly providers?: readonly string[];
}

/** What a review knows beside the plans. */
export interface ReviewOptions {
  readonly environment?: string;
  readonly commit?: string;
  readonly policy?: PolicyFile;
  /** Stacks that cannot be planned yet, with what they wait for. */
  readonly deferredStacks?: readonly { readonly stack: string; readonly waitsFor: string }[];
}

/** Reviews plans together. Throws what `load` throws, and {@link UnreadableInputError} for values nested without end. */
export function review(inputs: readonly PlanInput[], options: ReviewOptions = {}): Review {
  const policy = policyOf(builtInTables, options.policy);
  const parts = inputs.map((input) => reviewOrRefuse(input, policy));
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
  const all = <Key extends 'drift' | 'outputs' | 'checks' | 'deferred' | 'warnings'>(key: Key) =>
    parts.flatMap((part) => part[key] as Part[Key][number][]);
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
    drift: all('drift') as Change[],
    outputs: all('outputs') as Review['outputs'],
    checks: all('checks') as Review['checks'],
    deferred: [...(all('deferred') as Deferred[]), ...waiting],
    warnings: all('warnings') as string[],
  };
}

interface Part {
  readonly summary: StackSummary;
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  readonly drift: readonly Change[];
  readonly outputs: Plan['outputs'];
  readonly checks: Plan['checks'];
  readonly deferred: Plan['deferred'];
  readonly warnings: readonly string[];
}

function reviewOrRefuse(input: PlanInput, policy: Policy): Part {
  try {
    return reviewOne(input, policy);
  } catch (error) {
    // The stack of calls is used up: a RangeError is the engine's word for it.
    throw error instanceof RangeError ? nestedTooDeeply(input.stack) : error;
  }
}

function reviewOne(input: PlanInput, policy: Policy): Part {
  const stack = cut(plain(input.stack), 120);
  const document = input.load();
  const plan = planOf(document.content, stack);
  const renames = renamesWithoutMove(plan.changes);
  const findings: Finding[] = planSuspicions(plan).map((suspicion) => graded(suspicion, stack, undefined, policy));
  const touched = plan.changes.filter(
    ({ action, mode }) => action !== 'no-op' && !(mode === 'data' && action !== 'read'),
  );
  const changes = touched.map((change) => {
    const found = judges
      .flatMap((judge) => judge(change, policy))
      .map((suspicion) => graded(withRename(suspicion, renames.get(change)), stack, change.address, policy));
    if (change.action === 'other')
      found.push(
        graded(
          {
            rule: 'plan.unknown-action',
            category: 'plan',
            sentence: 'Terraform will do something that this program does not know',
          },
          stack,
          change.address,
          policy,
        ),
      );
    // What every change is worth is not worth a sentence.
    findings.push(...found.filter(({ category }) => category !== 'rest'));
    return shownChange(
      change,
      found.reduce<Level>((level, finding) => worse(level, finding.level), policy.levels['rest.changed']),
    );
  });
  const lost = new Set(findings.flatMap(({ category, address }) => (category === 'loss' ? (address ?? []) : [])));
  for (const change of changes.filter(
    ({ level, action }) => level !== 'low' && ['destroy', 'replace', 'forget'].includes(action),
  )) {
    const told = lost.has(change.address);
    if (!told && change.level === policy.levels[restRule(change.action)]) findings.push(restFinding(change, policy));
  }
  const counts = countsOf(plan.changes);
  const drift = plan.drift.map((change) => shownChange(change, policy.levels['plan.drift']));
  const nothing =
    touched.length === 0 &&
    plan.outputs.length === 0 &&
    drift.length === 0 &&
    plan.checks.length === 0 &&
    plan.deferred.length === 0;
  const unmarked = plan.marked
    ? []
    : [`${stack}: this plan does not mark sensitive values (format 0.1); they are masked by their names alone`];
  return {
    summary: {
      name: stack,
      hash: document.hash,
      ...header(document),
      providers: (input.providers ?? constrained(document)).map((provider) => cut(plain(provider), 80)),
      counts,
      imports: plan.changes.filter(({ imported }) => imported).length,
      moves: plan.changes.filter(({ previousAddress }) => previousAddress !== undefined).length,
      unchanged: nothing && findings.length === 0,
    },
    findings,
    changes,
    drift,
    outputs: plan.outputs,
    checks: plan.checks,
    deferred: plan.deferred,
    warnings: [...document.warnings.map((warning) => `${stack}: ${warning}`), ...unmarked],
  };
}

function planSuspicions(plan: Plan): Suspicion[] {
  const many = (count: number, one: string, more: string) => (count === 1 ? `one ${one}` : `${count} ${more}`);
  const found: Suspicion[] = [];
  const add = (rule: Suspicion['rule'], sentence: string, lines: readonly string[] = []) =>
    found.push({ rule, category: 'plan', sentence, lines: lines.slice(0, 20) });
  if (plan.errored) add('plan.errored', 'Terraform ended the plan with an error; what follows is a part of it');
  if (plan.checks.length > 0)
    add(
      'plan.check-failed',
      `${many(plan.checks.length, 'check does', 'checks do')} not hold`,
      plan.checks.map(({ address }) => address),
    );
  if (plan.deferred.length > 0)
    add(
      'plan.deferred',
      `${many(plan.deferred.length, 'change is', 'changes are')} put off to a later plan and not reviewed here`,
    );
  if (plan.invocations.length > 0)
    add(
      'plan.action-invoked',
      `${many(plan.invocations.length, 'action runs', 'actions run')} beside the changes`,
      plan.invocations,
    );
  if (plan.drift.length > 0)
    add('plan.drift', `${many(plan.drift.length, 'resource differs', 'resources differ')} from what Terraform left`);
  if (!plan.marked) add('plan.unmarked', 'the plan does not say which values are sensitive');
  return found;
}

function graded(suspicion: Suspicion, stack: string, address: string | undefined, policy: Policy): Finding {
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

function restRule(action: Action): 'rest.destroyed' | 'rest.replaced' | 'rest.forgotten' {
  return action === 'destroy' ? 'rest.destroyed' : action === 'replace' ? 'rest.replaced' : 'rest.forgotten';
}

function restFinding(change: Change, policy: Policy): Finding {
  const verb =
    { destroy: 'will be destroyed', replace: 'will be destroyed and created anew' }[change.action as string] ??
    'leaves Terraform’s care';
  const what = change.deposed === undefined ? change.type : `the deposed object ${change.deposed} of ${change.type}`;
  return graded(
    { rule: restRule(change.action), category: 'rest', sentence: `${what} ${verb}` },
    change.stack,
    change.address,
    policy,
  );
}

function waitingFinding({ stack, waitsFor }: Deferred, policy: Policy): Finding {
  return graded(
    {
      rule: 'plan.deferred',
      category: 'plan',
      sentence: `the whole stack waits for ${waitsFor} and is planned and reviewed after that apply`,
    },
    stack,
    undefined,
    policy,
  );
}

function shownChange(change: JudgedChange, level: Level): Change {
  const { stack, address, previousAddress, type, action, imported, why, deposed, attributes, moreAttributes } = change;
  return {
    ...{ stack, address, type, action, imported, attributes, moreAttributes, level },
    ...(previousAddress === undefined ? {} : { previousAddress }),
    ...(why === undefined ? {} : { why }),
    ...(deposed === undefined ? {} : { deposed }),
  };
}

function byDanger(a: Finding, b: Finding): number {
  return (
    categories.indexOf(a.category) - categories.indexOf(b.category) || levels.indexOf(b.level) - levels.indexOf(a.level)
  );
}

function countsOf(changes: readonly JudgedChange[]): Counts {
  const counts = Object.fromEntries(actions.map((action) => [action, 0])) as Record<Action, number>;
  for (const { action, mode } of changes) if (mode !== 'data' || action === 'read') counts[action] += 1;
  return counts;
}

function sum(all: readonly Counts[]): Counts {
  return Object.fromEntries(
    actions.map((action) => [action, all.reduce((total, counts) => total + counts[action], 0)]),
  ) as unknown as Counts;
}

function emptySummary(name: string): StackSummary {
  return { name, hash: '', providers: [], counts: countsOf([]), imports: 0, moves: 0, unchanged: false };
}

function header({ content }: PlanDocument): Pick<StackSummary, 'terraform' | 'time'> {
  const terraform = textOf(content.terraform_version);
  const time = textOf(content.timestamp);
  return {
    ...(terraform === undefined ? {} : { terraform: cut(plain(terraform), 40) }),
    ...(time === undefined ? {} : { time: cut(plain(time), 40) }),
  };
}

function constrained({ content }: PlanDocument): string[] {
  const providers = Object.values(objectOf(objectOf(content.configuration).provider_config)).map(objectOf);
  const named = providers.map((provider) => {
    const name = (textOf(provider.full_name) ?? textOf(provider.name) ?? 'provider').split('/').slice(-2).join('/');
    return `${name} ${textOf(provider.version_constraint) ?? ''}`.trim();
  });
  return [...new Set(named)];
}
