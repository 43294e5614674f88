import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { type EnvironmentSettings, nameOf, requireRange } from '@mall/foundation';
import { Construct } from 'constructs';
import type { ServerRole } from './outputs';
import { type Routing, routingArguments } from './routing';

export interface TargetGroupProps {
  readonly environment: EnvironmentSettings;
  readonly role: ServerRole;
  readonly vpcId: string;
  readonly port: number;
  readonly routing: Routing;
  readonly deregistrationDelaySeconds: number;
}

export interface TargetGroupOutputs {
  readonly arn: string;
  readonly arnSuffix: string;
  readonly name: string;
}

/** Where applications say that they can serve. */
export const HEALTH_PATH = '/healthz';

/** The instances as the load balancer sees them: healthy after 20 seconds, unhealthy after 30. */
export class TargetGroup extends Construct {
  public readonly outputs: TargetGroupOutputs;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const { environment, role, vpcId, port, routing, deregistrationDelaySeconds } = props;
    requireRange(scope, 'port', port, 1, 65_535);
    requireRange(scope, 'deregistrationDelaySeconds', deregistrationDelaySeconds, 0, 3600);
    const group = new LbTargetGroup(this, 'Group', {
      name: nameOf(environment, role, 'instances'),
      vpcId,
      targetType: 'instance',
      // TLS ends at the load balancer; the last hop is inside the VPC, from one security group to the other.
      protocol: 'HTTP',
      protocolVersion: 'HTTP1',
      port,
      // Requests that an instance is answering when it leaves may end.
      deregistrationDelay: String(deregistrationDelaySeconds),
      ...routingArguments(scope, routing),
      healthCheck: {
        path: HEALTH_PATH,
        matcher: '200',
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    });
    this.outputs = { arn: group.arn, arnSuffix: group.arnSuffix, name: group.name };
  }
}
