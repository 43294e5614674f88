import { propError } from '@mall/foundation';
import type { Construct } from 'constructs';

/** Characters that Elastic Load Balancing takes for a name (API CreateLoadBalancer, CreateTargetGroup). */
const BALANCER_NAME_LIMIT = 32;

/** The name of a load balancer or a target group, which may be shorter only than others. */
export function requireBalancerName(scope: Construct, name: string): string {
  if (name.length <= BALANCER_NAME_LIMIT) return name;
  throw propError(
    scope,
    'environment.name',
    `short enough for a name of ${BALANCER_NAME_LIMIT} characters`,
    name,
    'shorten the name of the environment',
  );
}
