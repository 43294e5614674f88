import type { TerraformResource } from 'cdktf';
import type { PolicyStatement } from './policy';
import { propError, requirePattern } from './require';

/** Where reasons stand in a resource's `//` metadata. The policy check reads them from the synthesized JSON. */
const REASONS = '//.reasons';

/**
 * Says why one of the mall's own policy rules does not hold for a part of a resource. The reason lands in the resource's
 * `//` metadata, which Terraform ignores and reviewers read; a reason for what breaks no rule is refused.
 *
 * @param subject The part that the rule names: a statement's `Sid`, or the name of a managed policy.
 * @param reason One sentence of at least three words.
 * @throws Error when the subject is no word or the reason says nothing.
 */
export function giveReason(resource: TerraformResource, subject: string, reason: string): void {
  requirePattern(resource, 'subject', subject, /^\w+$/, 'a Sid or the name of a managed policy');
  if (reason.trim().split(/\s+/).length < 3) throw propError(resource, 'reason', 'a sentence that says why', reason);
  resource.addOverride(`${REASONS}.${subject}`, reason);
}

/** Writes the `wildcardReason` of each statement that has one beside the policy that carries the statements. */
export function giveReasons(resource: TerraformResource, statements: readonly PolicyStatement[]): void {
  for (const { sid, wildcardReason } of statements) {
    if (wildcardReason !== undefined) giveReason(resource, sid, wildcardReason);
  }
}
