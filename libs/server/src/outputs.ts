/** The tiers that run on instances behind a load balancer. */
export const serverRoles = ['web', 'was'] as const;
export type ServerRole = (typeof serverRoles)[number];

/** What other tiers need of a tier of servers: to watch it, to deploy to it, to call it. */
export interface ServerOutputs {
  readonly role: ServerRole;
  /** Full host name under which the tier is called, for example `was.mall.example.com`. */
  readonly domainName: string;
  readonly autoScalingGroupName: string;
  readonly loadBalancerArn: string;
  /** Dimension `LoadBalancer` of CloudWatch's metrics: `app/<name>/<id>`. */
  readonly loadBalancerArnSuffix: string;
  readonly targetGroupArn: string;
  /** Dimension `TargetGroup` of CloudWatch's metrics: `targetgroup/<name>/<id>`. */
  readonly targetGroupArnSuffix: string;
  readonly targetGroupName: string;
  /** For callers: they add their own rule to it. */
  readonly loadBalancerSecurityGroupId: string;
  readonly instanceSecurityGroupId: string;
  /** For tiers that give instances more: a deployment's artifacts, for example. */
  readonly instanceRoleArn: string;
  readonly instanceRoleName: string;
  /** System log and application log of the instances, a stream each. */
  readonly logGroupName: string;
}
