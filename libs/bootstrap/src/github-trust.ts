import { type PolicyStatement, propError } from '@mall/foundation';
import type { Construct } from 'constructs';

/** Host that signs the tokens of GitHub's runners. */
export const githubIssuer = 'token.actions.githubusercontent.com';

/** What in the repository may act as a role: a pull request, a branch, or a job that a deployment environment has let through. */
export type GithubSubject = 'pull_request' | `ref:refs/heads/${string}` | `environment:${string}`;

/**
 * The trust of a role in jobs of one repository. Subjects are compared whole: a wildcard would let in branches and
 * repositories that anybody may name.
 *
 * @param prefix begins every subject of the repository: `repo:owner/name`, or with the immutable ids that repositories
 * made since 2026 carry, `repo:owner@1234/name@5678` (GitHub: OpenID Connect reference).
 * @throws Error when the prefix is none, or a wildcard is in it.
 */
export function githubTrust(
  scope: Construct,
  providerArn: string,
  prefix: string,
  subjects: readonly GithubSubject[],
): PolicyStatement {
  if (!/^repo:[\w.-]+(@\d+)?\/[\w.-]+(@\d+)?$/.test(prefix)) {
    throw propError(scope, 'repositorySubject', 'the beginning of one repository’s subjects, repo:owner/name', prefix);
  }
  return {
    sid: 'AssumedByRepository',
    actions: ['sts:AssumeRoleWithWebIdentity'],
    principals: { Federated: [providerArn] },
    conditions: {
      StringEquals: {
        [`${githubIssuer}:aud`]: 'sts.amazonaws.com',
        [`${githubIssuer}:sub`]: subjects.map((subject) => `${prefix}:${subject}`),
      },
    },
  };
}
