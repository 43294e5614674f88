import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';
import type { LoadBalancerOutputs } from './load-balancer';

export interface HostNamesProps {
  readonly zoneId: string;
  /** Full host names; the first is the tier's own. */
  readonly names: readonly string[];
  readonly loadBalancer: Pick<LoadBalancerOutputs, 'dnsName' | 'zoneId'>;
}

/** Names of a load balancer: aliases, so that its addresses may change and a lost zone is left out of the answer. */
export class HostNames extends Construct {
  constructor(scope: Construct, id: string, props: HostNamesProps) {
    super(scope, id);
    const { zoneId, names, loadBalancer } = props;
    for (const [index, name] of names.entries()) {
      new Route53Record(this, `Name-${index}`, {
        zoneId,
        name,
        type: 'A',
        alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: true },
      });
    }
  }
}
