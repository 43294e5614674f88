import type { Finding, Rule } from '../rule';
import { refersTo, type Resource, resourcesOf, type Stack } from '../stacks';

/** A year, so that a yearly audit can look back over all of it. */
const LEAST_DAYS = 365;

/** Every log group is encrypted with a key of ours and kept a year, and whoever writes a log has such a group. */
export const logs: Rule = (stacks) => [
  ...resourcesOf(stacks, 'aws_cloudwatch_log_group').flatMap(({ stack, resource }) => judgeGroup(stack, resource)),
  ...resourcesOf(stacks, 'aws_lambda_function').flatMap(({ stack, resource }) =>
    judgeWriter(stack, resource, 'logging_config'),
  ),
  ...resourcesOf(stacks, 'aws_codebuild_project').flatMap(({ stack, resource }) =>
    judgeWriter(stack, resource, 'logs_config'),
  ),
];

function judgeGroup(stack: Stack, resource: Resource): Finding[] {
  const { retention_in_days: days, kms_key_id: key } = resource.arguments;
  return [
    ...(typeof days === 'number' && days >= LEAST_DAYS
      ? []
      : [`'retention_in_days' must be at least ${LEAST_DAYS}, got ${String(days ?? 'none')}`]),
    ...(key === undefined ? [`'kms_key_id' must be a key of ours, got none`] : []),
  ].map((sentence) => ({ stack, resource, sentence }));
}

/** A service that is given no group makes one itself: unencrypted, and kept for ever. */
function judgeWriter(stack: Stack, resource: Resource, argument: string): Finding[] {
  const groups = stack.resources.filter(({ type }) => type === 'aws_cloudwatch_log_group');
  if (groups.some((group) => refersTo(resource.arguments[argument], group))) return [];
  return [{ stack, resource, sentence: `'${argument}' must name a log group of its stack, got none` }];
}
