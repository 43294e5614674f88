import {
  DescribeListenersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  type Listener,
  type LoadBalancer,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Forwarding, NetworkNode } from '../model';
import { all } from './clients';

/** A load balancer, and which of its targets are which instances. */
export interface LoadBalancerRead {
  readonly node: Omit<NetworkNode, 'forwards' | 'domainNames'>;
  readonly dnsName: string;
  readonly forwards: readonly (Omit<Forwarding, 'to'> & {
    readonly targetGroupArn: string;
    readonly instanceIds: readonly string[];
  })[];
}

/** Reads the load balancers of a network with what they forward. */
export async function readLoadBalancers(
  client: ElasticLoadBalancingV2Client,
  vpcId: string,
): Promise<readonly LoadBalancerRead[]> {
  const balancers = await all(paginateDescribeLoadBalancers({ client }, {}), (page) => page.LoadBalancers);
  return Promise.all(
    balancers.filter((balancer) => balancer.VpcId === vpcId).map((balancer) => readLoadBalancer(client, balancer)),
  );
}

async function readLoadBalancer(
  client: ElasticLoadBalancingV2Client,
  balancer: LoadBalancer,
): Promise<LoadBalancerRead> {
  const arn = balancer.LoadBalancerArn ?? '';
  const [{ Listeners = [] }, { TargetGroups = [] }, { TagDescriptions = [] }] = await Promise.all([
    client.send(new DescribeListenersCommand({ LoadBalancerArn: arn })),
    client.send(new DescribeTargetGroupsCommand({ LoadBalancerArn: arn })),
    client.send(new DescribeTagsCommand({ ResourceArns: [arn] })),
  ]);
  const tier = TagDescriptions[0]?.Tags?.find(({ Key }) => Key === 'tier')?.Value;
  const forwards = await Promise.all(
    Listeners.flatMap((listener) =>
      targetGroupsOf(listener).map(async (targetGroupArn) => {
        const group = TargetGroups.find(({ TargetGroupArn }) => TargetGroupArn === targetGroupArn);
        const { TargetHealthDescriptions = [] } = await client.send(
          new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
        );
        return {
          listener: listener.Port ?? 0,
          port: group?.Port ?? 0,
          targetGroup: { id: targetGroupArn, name: group?.TargetGroupName ?? targetGroupArn },
          targetGroupArn,
          instanceIds: TargetHealthDescriptions.map(({ Target }) => Target?.Id ?? ''),
        };
      }),
    ),
  );
  return {
    dnsName: balancer.DNSName ?? '',
    forwards,
    node: {
      kind: 'loadBalancer',
      id: arn,
      name: tier === undefined ? (balancer.LoadBalancerName ?? arn) : `${tier}-lb`,
      places: (balancer.AvailabilityZones ?? []).map(({ SubnetId = '' }) => ({
        subnetId: SubnetId,
        securityGroupIds: balancer.SecurityGroups ?? [],
        publicAddress: balancer.Scheme === 'internet-facing',
      })),
      listensOn: Listeners.map(({ Port }) => Port ?? 0).sort((one, other) => other - one),
    },
  };
}

function targetGroupsOf({ DefaultActions = [] }: Listener): readonly string[] {
  return DefaultActions.flatMap(({ TargetGroupArn, ForwardConfig }) => [
    ...(TargetGroupArn === undefined ? [] : [TargetGroupArn]),
    ...(ForwardConfig?.TargetGroups ?? []).flatMap((group) => group.TargetGroupArn ?? []),
  ]).filter((arn, index, arns) => arns.indexOf(arn) === index);
}
