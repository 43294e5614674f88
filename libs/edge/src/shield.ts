import { ShieldApplicationLayerAutomaticResponse } from '@cdktf/provider-aws/lib/shield-application-layer-automatic-response';
import { ShieldProtection } from '@cdktf/provider-aws/lib/shield-protection';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** What every account has: attacks on layers 3 and 4 are absorbed. On layer 7 the rate rule stands alone. */
export interface ShieldStandard {
  readonly mode: 'standard';
  /** Why that is enough. Shown to auditors as a tag. */
  readonly reason: string;
}

/**
 * Shield Advanced watches the load balancer on layer 7 as well and writes rules against an attack into the web ACL.
 * AWS's response team and the credit for what an attack scaled up come with it.
 *
 * The account must be subscribed beforehand, by hand (`aws shield create-subscription`): a year's commitment of the whole
 * organization is not for a stack to make, and no destroy could take it back.
 */
export interface ShieldAdvanced {
  readonly mode: 'advanced';
  /** What the rules do that Shield writes; they count for the first weeks, while it learns what is usual. */
  readonly automaticResponse: 'count' | 'block';
}

/**
 * How floods of requests are met.
 *
 * Standard costs nothing. Advanced costs about 3,000 USD a month for all accounts of an organization, for at least a year,
 * and about 0.05 USD for each GB that leaves a load balancer; the fees of the web ACL are included (AWS Shield pricing,
 * the same in every region, November 2026).
 */
export type Shield = ShieldStandard | ShieldAdvanced;

/** Capacity that Shield Advanced takes of the web ACL for its own rules (AWS Shield: automatic application layer mitigation). */
export const SHIELD_CAPACITY = 150;

export interface ShieldedProps {
  /** Physical name, from `nameOf`. */
  readonly name: string;
  readonly loadBalancerArn: string;
  readonly automaticResponse: ShieldAdvanced['automaticResponse'];
  /** What puts the web ACL in front of the load balancer: Shield writes its rules there. */
  readonly association: ITerraformDependable;
}

/** A load balancer under Shield Advanced. */
export class Shielded extends Construct {
  constructor(scope: Construct, id: string, props: ShieldedProps) {
    super(scope, id);
    const { name, loadBalancerArn, automaticResponse, association } = props;
    const protection = new ShieldProtection(this, 'Protection', { name, resourceArn: loadBalancerArn });
    new ShieldApplicationLayerAutomaticResponse(this, 'AutomaticResponse', {
      resourceArn: loadBalancerArn,
      action: automaticResponse === 'block' ? 'BLOCK' : 'COUNT',
      dependsOn: [protection, association],
    });
  }
}
