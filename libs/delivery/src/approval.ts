import type { Deletion } from '@mall/foundation';
import { propError } from '@mall/foundation';
import type { Construct } from 'constructs';

/** A person looks at what is to be rolled out, and lets it pass, in the console or with `put-approval-result`. */
export interface RequiredApproval {
  readonly mode: 'required';
}

/** What is built is rolled out at once. */
export interface NoApproval {
  readonly mode: 'none';
  /** Why nobody needs to look. Stands in the deploy stage's tag. */
  readonly reason: string;
}

/** Whether somebody has to agree before a rollout. */
export type Approval = RequiredApproval | NoApproval;

/**
 * Where data is protected against a destroy, servers are protected against a rollout that nobody agreed to.
 *
 * @throws Error when nobody is asked there.
 */
export function requireApproval(scope: Construct, approval: Approval, deletion: Deletion): void {
  if (approval.mode === 'none' && deletion.mode === 'protected') {
    throw propError(scope, 'approval.mode', 'required where deletion is protected', approval.mode);
  }
}
