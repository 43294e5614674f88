import { isObject, listOf, type JsonObject } from '../json';
import { shown } from '../diff';
import { JsonText, Masked, Unknown } from '../values';

/** One statement of a policy document, its parts as sorted texts. */
export interface Statement {
  readonly effect: string;
  /** `s3:GetObject`, or `anything but s3:*` for NotAction. */
  readonly actions: readonly string[];
  readonly resources: string;
  /** Empty when the policy belongs to the one who asks. */
  readonly principals: string;
  readonly anyPrincipal: boolean;
  readonly condition: string;
}

/** The statements of a policy document; nothing when the value is none. */
export function statementsOf(value: unknown): readonly Statement[] | undefined {
  const document = value instanceof JsonText ? value.value : value;
  if (!isObject(document) || !('Statement' in document)) return undefined;
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.filter(isObject).map(statementOf);
}

/** Whether nobody can say before the apply what a policy allows. */
export function isHidden(value: unknown): boolean {
  return value instanceof Masked || value instanceof Unknown;
}

function statementOf(raw: JsonObject): Statement {
  const principal = raw.Principal;
  const named = isObject(principal)
    ? Object.entries(principal).map(([kind, who]) => `${kind} ${texts(who).join(', ')}`)
    : texts(principal);
  const not = raw.NotPrincipal === undefined ? [] : [`anyone but ${shown(raw.NotPrincipal) ?? ''}`];
  const any = principal === '*' || not.length > 0 || (isObject(principal) && texts(principal.AWS).includes('*'));
  return {
    effect: shown(raw.Effect) ?? 'Allow',
    actions:
      raw.NotAction === undefined ? texts(raw.Action) : texts(raw.NotAction).map((action) => `anything but ${action}`),
    resources:
      raw.NotResource === undefined
        ? texts(raw.Resource).join(', ')
        : `anything but ${texts(raw.NotResource).join(', ')}`,
    principals: [...named, ...not].join('; '),
    anyPrincipal: any,
    condition: shown(raw.Condition) ?? '',
  };
}

function texts(value: unknown): string[] {
  const items = Array.isArray(value) ? listOf(value) : value === undefined ? [] : [value];
  return items.map((item) => shown(item) ?? '').sort();
}

/** Permissions that only one of two documents has, statement by statement, as lines that start with + or −. */
export function permissionChanges(
  before: readonly Statement[],
  after: readonly Statement[],
): { added: Statement[]; removed: Statement[] } {
  return { added: without(after, before), removed: without(before, after) };
}

/** `Allow s3:GetObject on arn:… to Service x when {…}`. */
export function sentenceOf(statement: Statement): string {
  const { effect, actions, resources, principals, condition } = statement;
  return [
    `${effect} ${actions.join(', ')}`,
    resources === '' ? '' : ` on ${resources}`,
    principals === '' ? '' : ` to ${principals}`,
    condition === '' ? '' : ` when ${condition}`,
  ].join('');
}

/** Whether a statement allows every action, or every action of everything. */
export function allowsEverything({ effect, actions, principals, resources }: Statement): boolean {
  const all =
    actions.includes('*') || actions.includes('*:*') || actions.some((action) => action.startsWith('anything but'));
  // A key's own policy speaks of the key alone and must let its account administer it.
  return (
    effect === 'Allow' &&
    all &&
    resources.split(', ').some((resource) => resource === '*' || resource.startsWith('anything but')) &&
    principals === ''
  );
}

function without(from: readonly Statement[], other: readonly Statement[]): Statement[] {
  const known = new Map<string, Set<string>>();
  for (const statement of other) {
    const actions = known.get(keyOf(statement)) ?? new Set();
    for (const action of statement.actions) actions.add(action);
    known.set(keyOf(statement), actions);
  }
  return from.flatMap((statement) => {
    const actions = statement.actions.filter((action) => known.get(keyOf(statement))?.has(action) !== true);
    return actions.length === 0 ? [] : [{ ...statement, actions }];
  });
}

function keyOf({ effect, resources, principals, condition }: Statement): string {
  return JSON.stringify([effect, resources, principals, condition]);
}
