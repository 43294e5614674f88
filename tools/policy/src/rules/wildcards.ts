import type { Finding, Rule } from '../rule';
import type { Resource, Stack } from '../stacks';
import { type Statement, statementsOf } from './policies';

/** No policy allows more than it names, unless the statement has its reason: actions, resources and callers. */
export const wildcards: Rule = (stacks) =>
  stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) => [
      ...statementsOf(resource).flatMap((statement) => judge(stack, resource, statement)),
      ...managed(stack, resource),
    ]),
  );

function judge(stack: Stack, resource: Resource, statement: Statement | undefined): Finding[] {
  if (statement === undefined)
    return [{ stack, resource, sentence: 'its policy must be JSON text that can be read, got an expression' }];
  const wide = statement.allows ? widest(resource, statement) : undefined;
  if (wide === undefined) return [];
  const { sid } = statement;
  return [
    {
      stack,
      resource,
      sentence: `'${sid || 'a statement without Sid'}' must name what it allows, got ${wide}; or say why with 'wildcardReason'`,
      ...(sid === '' ? {} : { subject: sid }),
    },
  ];
}

function widest(resource: Resource, statement: Statement): string | undefined {
  const { actions, resources, principals, conditionKeys, inverted } = statement;
  if (inverted) return 'all but what it names';
  const action = actions.find((name) => name.includes('*'));
  if (action !== undefined) return action;
  // In a key's own policy `*` is the key.
  const arn = resource.type === 'aws_kms_key' ? undefined : resources.find(isWide);
  if (arn !== undefined) return arn;
  return principals.includes('*') && conditionKeys.length === 0 ? 'any caller' : undefined;
}

/** AWS writes its managed policies for everybody: whoever attaches one says why none of ours will do. */
function managed(stack: Stack, resource: Resource): Finding[] {
  if (!resource.type.endsWith('policy_attachment')) return [];
  const name = /^arn:aws:iam::aws:policy\/(?:[\w-]+\/)*(\w+)$/.exec(String(resource.arguments['policy_arn']))?.[1];
  if (name === undefined) return [];
  const sentence = `'policy_arn' must be a policy of ours, got ${name} of AWS; or say why with 'giveReason'`;
  return [{ stack, resource, sentence, subject: name }];
}

/** An ARN is wide when its wildcard leaves open which bucket, table or function; what lies in a named one may be open. */
function isWide(arn: string): boolean {
  if (arn.startsWith('${')) return false;
  // What Terraform fills in is one thing.
  const filled = arn.replace(/\$\{[^}]*\}/g, 'x');
  if (!/[*?]/.test(filled)) return false;
  const [, , service = '', region = '', account = '', ...rest] = filled.split(':');
  if (/[*?]/.test(`${service}${region}${account}`)) return true;
  if (service === 's3') return /[*?]/.test(rest.join(':').replace(/\/.*/, ''));
  const named = rest.join(':').replace(/([:/]log-stream)?[:/]\*$/, '');
  return filled === '*' || /[*?]/.test(named) || !/[:/]./.test(named);
}
