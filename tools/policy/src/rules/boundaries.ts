import type { Rule } from '../rule';
import { resourcesOf } from '../stacks';

/** Every role and user stands under a permissions boundary: an apply, which is held by one, may make no other. */
export const boundaries: Rule = (stacks) =>
  ['aws_iam_role', 'aws_iam_user'].flatMap((type) =>
    resourcesOf(stacks, type)
      .filter(({ resource }) => resource.arguments['permissions_boundary'] === undefined)
      .map((found) => ({ ...found, sentence: "'permissions_boundary' must be the environment's, got none" })),
  );
