import type { Rule } from '../rule';
import { resourcesOf } from '../stacks';
import { statementsOf } from './policies';

/** Conditions by which a role knows in whose name it is asked for (IAM User Guide, the confused deputy problem). */
const deputyKeys =
  /^(aws:(source(account|arn|orgid|orgpaths)|principalorgid|multifactorauthpresent)|sts:externalid|.*:sub)$/;

/** Nobody assumes a role in another account's name: each statement of trust has a condition that says for whom. */
export const trust: Rule = (stacks) =>
  resourcesOf(stacks, 'aws_iam_role').flatMap(({ stack, resource }) =>
    statementsOf(resource).flatMap((statement) => {
      if (statement === undefined || !statement.allows) return [];
      if (statement.conditionKeys.some((key) => deputyKeys.test(key))) return [];
      const { sid, principals } = statement;
      const sentence = `'${sid || 'a statement without Sid'}' must say for whom ${principals.join(', ')} acts, got no condition such as aws:SourceAccount; or say why with 'giveReason'`;
      return [{ stack, resource, sentence, ...(sid === '' ? {} : { subject: sid }) }];
    }),
  );
