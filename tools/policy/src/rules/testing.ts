import type { Rule } from '../rule';
import { type Stack, stackOf } from '../stacks';

/** Resources of a test: arguments by logical id by type. */
export type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** What the base stack gives to everything. */
export const defaultTags = { environment: 'dev', tier: 'test', owner: 'platform', dataClass: 'internal' };

/** The stack `dev-test` with these resources, read as from its file. */
export function stackWith(resource: Resources, tags: object = defaultTags): Stack {
  const provider = { aws: [{ default_tags: [{ tags }] }] };
  return stackOf('dev/stacks/dev-test/cdk.tf.json', JSON.stringify({ resource, provider }));
}

/** What a rule says of stacks, one `<logical id>: <sentence>` a finding. */
export function findings(rule: Rule, ...stacks: readonly Stack[]): string[] {
  return rule(stacks).map(({ resource, sentence }) => `${resource.logicalId}: ${sentence}`);
}
