import type { TerraformResource } from 'cdktf';
import { propError } from './require';

/** Where skips stand in a resource's `//` metadata. The policy check reads them from the synthesized JSON. */
const SKIPS = '//.skippedChecks';

/**
 * Says that a policy check does not apply to a resource, and why. The reason lands in the resource's `//` metadata, which
 * Terraform ignores and reviewers read; a skip of a check that does not fail is refused by the policy target.
 *
 * @param check A checkov id, for example `CKV_AWS_157`.
 * @param reason One sentence of at least three words.
 * @throws Error when the id is not checkov's or the reason says nothing.
 */
export function skipCheck(resource: TerraformResource, check: string, reason: string): void {
  if (!/^CKV2?_[A-Z]+_\d+$/.test(check)) throw propError(resource, 'check', 'a checkov id such as CKV_AWS_157', check);
  if (reason.trim().split(/\s+/).length < 3) throw propError(resource, 'reason', 'a sentence that says why', reason);
  resource.addOverride(`${SKIPS}.${check}`, reason);
}
