/** A server as delivery sees it: instances behind a load balancer, and the role that they fetch bundles with. */
export interface DeployedServer {
  /** Names the application too: `apps/mall-<role>`. */
  readonly role: 'web' | 'was';
  readonly autoScalingGroupName: string;
  readonly targetGroupArn: string;
  readonly targetGroupName: string;
  readonly instanceRoleName: string;
}
