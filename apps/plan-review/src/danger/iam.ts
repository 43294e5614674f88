import type { JudgedChange } from '../change';
import { shown } from '../diff';
import { Unknown } from '../values';
import { listOf, objectOf, type JsonObject } from '../json';
import type { Judge, Suspicion } from './danger';
import { remains, takesEffect } from './danger';
import { allowsEverything, isHidden, permissionChanges, sentenceOf, type Statement, statementsOf } from './statements';

/** Attributes that hold the one who may assume, not what may be done. */
const trustAttributes = new Set(['assume_role_policy']);
/** How the name of a document in a block of its own begins. */
const inlinePolicy = 'inline policy ';
const policyAttribute = /(^|_)policy(_document|_json)?$/;

/** Permissions that come and go, statement by statement, wherever a policy document stands. */
export const judgeIam: Judge = (change) => {
  if (!takesEffect(change)) return [];
  const before = documentsOf(change.before);
  const after = remains(change) ? documentsOf(change.after) : new Map<string, unknown>();
  const found = [...new Set([...before.keys(), ...after.keys()])].flatMap((name) =>
    documentChange(change, name, before.get(name), after.get(name)),
  );
  return [...found, ...attachments(change.type, change.before, remains(change) ? change.after : {})];
};

function documentsOf(values: JsonObject): Map<string, unknown> {
  const documents = new Map<string, unknown>();
  for (const [name, value] of Object.entries(values)) {
    if (name === 'inline_policy' && Array.isArray(value)) {
      for (const block of listOf(value).map(objectOf)) {
        documents.set(`${inlinePolicy}${shown(block.name) ?? ''}`, block.policy);
      }
    } else if (policyAttribute.test(name) || statementsOf(value) !== undefined) documents.set(name, value);
  }
  return documents;
}

function documentChange(
  { type, configured }: JudgedChange,
  name: string,
  before: unknown,
  after: unknown,
): Suspicion[] {
  const fresh = statementsOf(after);
  // The provider fills in what the configuration leaves out: nobody changes that here.
  if (after instanceof Unknown && configured()?.has(argumentOf(name)) === false) return [];
  if (fresh === undefined && isHidden(after)) {
    const why = shown(after) ?? '';
    return [
      {
        rule: 'iam.unreadable',
        category: 'iam',
        sentence: `what ${name} of ${type} allows cannot be reviewed: it is ${why}`,
      },
    ];
  }
  const { added, removed } = permissionChanges(statementsOf(before) ?? [], fresh ?? []);
  if (added.length === 0 && removed.length === 0) return [];
  const lines = [...added.map((s) => `+ ${sentenceOf(s)}`), ...removed.map((s) => `− ${sentenceOf(s)}`)];
  return [{ ...judged(type, name, added, removed, before !== undefined && before !== null), category: 'iam', lines }];
}

/** The argument of the configuration that a document comes from. */
function argumentOf(name: string): string {
  return name.startsWith(inlinePolicy) ? 'inline_policy' : name;
}

function judged(
  type: string,
  name: string,
  added: readonly Statement[],
  removed: readonly Statement[],
  exists: boolean,
): Pick<Suspicion, 'rule' | 'sentence'> {
  if (added.some(allowsEverything))
    return { rule: 'iam.everything', sentence: `${name} of ${type} allows everything on everything` };
  if (trustAttributes.has(name)) {
    // Who may assume a role that is new is part of its making; on a role that exists it hands its rights to another.
    return exists
      ? { rule: 'iam.trust', sentence: 'who may act as the role changes' }
      : { rule: 'iam.added', sentence: 'a new role, and who may act as it' };
  }
  const gives = added.some(({ effect }) => effect === 'Allow') || removed.some(({ effect }) => effect === 'Deny');
  const counts = [
    added.length > 0 ? `${added.length} added` : '',
    removed.length > 0 ? `${removed.length} removed` : '',
  ];
  return {
    rule: gives ? 'iam.added' : 'iam.removed',
    sentence: `permissions in ${name} of ${type}: ${counts.filter((text) => text !== '').join(', ')}`,
  };
}

function attachments(type: string, before: JsonObject, after: JsonObject): Suspicion[] {
  const found: Suspicion[] = [];
  if (/^aws_iam_.*policy_attachment$/.test(type)) {
    const [old, fresh] = [shown(before.policy_arn), shown(after.policy_arn)];
    if (old !== fresh) {
      const who =
        shown(after.role ?? after.user ?? after.group ?? before.role ?? before.user ?? before.group) ??
        '(known after apply)';
      found.push({
        rule: fresh === undefined ? 'iam.removed' : /AdministratorAccess$/.test(fresh) ? 'iam.everything' : 'iam.added',
        category: 'iam',
        sentence: `a policy is ${fresh === undefined ? 'detached from' : 'attached to'} ${who}`,
        lines: [...(fresh === undefined ? [] : [`+ ${fresh}`]), ...(old === undefined ? [] : [`− ${old}`])],
      });
    }
  }
  const [old, fresh] = [shown(before.permissions_boundary), shown(after.permissions_boundary)];
  if (old !== undefined && old !== fresh && Object.keys(after).length > 0) {
    found.push({
      rule: 'iam.trust',
      category: 'iam',
      sentence: `the permissions boundary of ${type} changes`,
      lines: [`− ${old}`, `+ ${fresh ?? '(none)'}`],
    });
  }
  if (type === 'azurerm_role_assignment') found.push(...azureRole(before, after));
  const member = shown(after.member) ?? shown(after.members);
  if (/_iam_(member|binding)$/.test(type) && (member !== undefined || before.role !== undefined)) {
    const role = shown(after.role ?? before.role) ?? '';
    const gone = shown(before.member) ?? shown(before.members);
    if (member !== gone) {
      found.push({
        rule: member === undefined ? 'iam.removed' : role === 'roles/owner' ? 'iam.everything' : 'iam.added',
        category: 'iam',
        sentence: `members of ${role} change`,
        lines: [
          ...without(membersOf(after), membersOf(before)).map((who) => `+ ${who}`),
          ...without(membersOf(before), membersOf(after)).map((who) => `− ${who}`),
        ],
      });
    }
  }
  return found;
}

function membersOf(values: JsonObject): string[] {
  const members = Array.isArray(values.members) ? listOf(values.members) : [values.member ?? values.members];
  return members.flatMap((member) => shown(member) ?? []);
}

function without(some: readonly string[], others: readonly string[]): string[] {
  return some.filter((item) => !others.includes(item));
}

/** A role of Azure that somebody gets or loses; an owner may do everything, and so may who gives roles. */
function azureRole(before: JsonObject, after: JsonObject): Suspicion[] {
  const told = (values: JsonObject) => {
    const role = shown(values.role_definition_name) ?? shown(values.role_definition_id);
    const [who, where] = [shown(values.principal_id), shown(values.scope)].map((text) => text ?? '(known after apply)');
    return role === undefined ? [] : [`${role} to ${who} on ${where}`];
  };
  const [added, removed] = [without(told(after), told(before)), without(told(before), told(after))];
  if (added.length === 0 && removed.length === 0) return [];
  const everything = /^(Owner|User Access Administrator|Role Based Access Control Administrator) to /;
  return [
    {
      rule: added.some((line) => everything.test(line))
        ? 'iam.everything'
        : added.length > 0
          ? 'iam.added'
          : 'iam.removed',
      category: 'iam',
      sentence: `a role is ${added.length > 0 ? 'given to somebody' : 'taken from somebody'}`,
      lines: [...added.map((line) => `+ ${line}`), ...removed.map((line) => `− ${line}`)],
    },
  ];
}
