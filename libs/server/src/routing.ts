import { requireRange } from '@mall/foundation';
import type { LbTargetGroupConfig } from '@cdktf/provider-aws/lib/lb-target-group';
import type { Construct } from 'constructs';

/** To the instance with the fewest requests under way: a slow one gets fewer. Cannot start slowly, as AWS refuses both. */
export interface LeastOutstanding {
  readonly mode: 'leastOutstanding';
}

/** To each in turn; a new instance gets its share little by little. */
export interface RoundRobin {
  readonly mode: 'roundRobin';
  /** Seconds until a new instance has its full share, 30 to 900. @default its full share at once */
  readonly slowStartSeconds?: number;
}

/** Which instance the load balancer gives a request to. */
export type Routing = LeastOutstanding | RoundRobin;

/** The target group's arguments for a routing. */
export function routingArguments(
  scope: Construct,
  routing: Routing,
): Pick<LbTargetGroupConfig, 'loadBalancingAlgorithmType' | 'slowStart'> {
  if (routing.mode === 'leastOutstanding') return { loadBalancingAlgorithmType: 'least_outstanding_requests' };
  const { slowStartSeconds } = routing;
  if (slowStartSeconds !== undefined) requireRange(scope, 'routing.slowStartSeconds', slowStartSeconds, 30, 900);
  return {
    loadBalancingAlgorithmType: 'round_robin',
    ...(slowStartSeconds === undefined ? {} : { slowStart: slowStartSeconds }),
  };
}
