import { z } from 'zod';
import { UnreadableInputError } from './errors';
import { parsedJson } from './json';
import { levels, type Level } from './model';

/** Every rule and its level unless a team says otherwise. */
export const rules = {
  'loss.destroyed': 'blocking',
  'loss.replaced': 'blocking',
  'loss.forgotten': 'high',
  'exposure.world': 'high',
  'exposure.world-data-port': 'blocking',
  'exposure.opened': 'medium',
  'exposure.public': 'blocking',
  'exposure.unknown': 'medium',
  'iam.everything': 'blocking',
  'iam.trust': 'high',
  'iam.added': 'medium',
  'iam.removed': 'medium',
  'iam.unreadable': 'medium',
  'protection.weakened': 'high',
  'protection.deletion': 'high',
  'protection.key-changed': 'high',
  'interruption.slow': 'medium',
  'plan.errored': 'blocking',
  'plan.check-failed': 'high',
  'plan.deferred': 'medium',
  'plan.unknown-action': 'high',
  'plan.action-invoked': 'medium',
  'plan.drift': 'medium',
  'plan.unmarked': 'medium',
  'rest.destroyed': 'medium',
  'rest.replaced': 'medium',
  'rest.forgotten': 'medium',
  'rest.changed': 'low',
} as const satisfies Readonly<Record<string, Level>>;

/** Name of a rule. */
export type Rule = keyof typeof rules;

/** A protection: the attribute (`a.b` looks into blocks and lists) must not leave this value, or fall below where it was. */
const protection = z.strictObject({
  types: z.array(z.string()),
  attribute: z.string(),
  /** The safe value, or `more` when a smaller number is weaker, or `same` when any change is dangerous. */
  safe: z.union([z.boolean(), z.string()]),
  words: z.string(),
  rule: z.enum(['protection.weakened', 'protection.deletion', 'protection.key-changed']).default('protection.weakened'),
});

const interruption = z.strictObject({ types: z.array(z.string()), attributes: z.array(z.string()), words: z.string() });

const extension = z.strictObject({
  levels: z.partialRecord(z.enum(Object.keys(rules) as [Rule, ...Rule[]]), z.enum(levels)).default({}),
  /** Types whose loss is a loss of data; `*` stands for any text. */
  stateful: z.array(z.string()).default([]),
  /** Types of the built-in table that are not. */
  stateless: z.array(z.string()).default([]),
  protections: z.array(protection).default([]),
  interruptions: z.array(interruption).default([]),
  /** Findings that the team has judged: shown with the reason, graded low. */
  accepted: z
    .array(
      z.strictObject({
        rule: z.enum(Object.keys(rules) as [Rule, ...Rule[]]),
        address: z.string().min(1),
        reason: z.string().min(10),
      }),
    )
    .default([]),
});

/** The file by which a team extends the table. */
export type PolicyFile = z.input<typeof extension>;
/** A protection of the table. */
export type Protection = z.output<typeof protection>;
/** An attribute whose change takes long or interrupts. */
export type Interruption = z.output<typeof interruption>;

/** A protection with the names that lead to its attribute. */
export type PlacedProtection = Protection & { readonly path: readonly string[] };

/** The table that grades a review. */
export interface Policy {
  readonly levels: Readonly<Record<Rule, Level>>;
  isStateful(type: string): boolean;
  /** What protects a resource of a type. */
  protectionsOf(type: string): readonly PlacedProtection[];
  /** What interrupts a resource of a type. */
  interruptionsOf(type: string): readonly Interruption[];
  accepted(rule: Rule, address: string): string | undefined;
}

/** The built-in tables that a policy starts from. */
export interface PolicyTables {
  readonly stateful: readonly string[];
  readonly protections: readonly Protection[];
  readonly interruptions: readonly Interruption[];
}

/** The built-in table, extended by a team's file. */
export function policyOf(tables: PolicyTables, file: PolicyFile = {}): Policy {
  const own = extension.parse(file);
  const [stateful, stateless] = [matcher([...tables.stateful, ...own.stateful]), matcher(own.stateless)];
  const accepted = own.accepted.map((entry) => ({ ...entry, covers: matcher([entry.address]) }));
  return {
    levels: { ...rules, ...own.levels },
    isStateful: remembered((type) => stateful(type) && !stateless(type)),
    protectionsOf: covering(
      [...tables.protections, ...own.protections].map((entry) => ({ ...entry, path: entry.attribute.split('.') })),
    ),
    interruptionsOf: covering([...tables.interruptions, ...own.interruptions]),
    accepted: (rule, address) => accepted.find((entry) => entry.rule === rule && entry.covers(address))?.reason,
  };
}

/** The content of a policy file; throws {@link UnreadableInputError} that names the first wrong place. */
export function parsePolicy(text: string, source: string): PolicyFile {
  const content = parsedJson(text);
  const result = extension.safeParse(content);
  if (result.success) return content as PolicyFile;
  const issue = result.error.issues[0];
  throw new UnreadableInputError(
    `${source}: the policy is wrong at '${issue?.path.join('.') ?? ''}': ${issue?.message ?? 'it is not JSON'}`,
  );
}

/** The entries of a table that speak of a type. */
function covering<Entry extends { readonly types: readonly string[] }>(
  table: readonly Entry[],
): (type: string) => readonly Entry[] {
  const entries = table.map((entry) => ({ entry, covers: matcher(entry.types) }));
  return remembered((type) => entries.filter(({ covers }) => covers(type)).map(({ entry }) => entry));
}

/** The same function, which is asked once for each type. */
function remembered<Answer>(ask: (type: string) => Answer): (type: string) => Answer {
  const answers = new Map<string, Answer>();
  return (type) => {
    const known = answers.get(type);
    if (known !== undefined) return known;
    const answer = ask(type);
    answers.set(type, answer);
    return answer;
  };
}

/** Whether a text matches one of the patterns, in which `*` stands for any text. */
export function matcher(patterns: readonly string[]): (text: string) => boolean {
  const exact = new Set(patterns.filter((pattern) => !pattern.includes('*')));
  const expressions = patterns
    .filter((pattern) => pattern.includes('*'))
    .map(
      (pattern) =>
        new RegExp(
          `^${pattern
            .split(/\*+/)
            .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
            .join('.*')}$`,
          's',
        ),
    );
  return (text) => exact.has(text) || expressions.some((expression) => expression.test(text));
}
