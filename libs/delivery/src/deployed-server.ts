import type { ServerOutputs } from '@mall/server';

/** A server as delivery sees it: instances behind a load balancer, and the role that they fetch bundles with. */
export type DeployedServer = Pick<
  ServerOutputs,
  'role' | 'autoScalingGroupName' | 'targetGroupArn' | 'targetGroupName' | 'instanceRoleName'
>;
