import {
  type AutoScalingClient,
  type AutoScalingGroup,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  type EC2Client,
  type Instance,
} from '@aws-sdk/client-ec2';
import type { NetworkNode, Place } from '../model';
import { all } from './clients';

/** A group of servers, with the target groups that it registers with. */
export interface ServersRead {
  readonly node: Omit<NetworkNode, 'forwards' | 'domainNames' | 'listensOn'>;
  readonly instanceIds: readonly string[];
  readonly targetGroupArns: readonly string[];
}

/** Reads groups of servers: where their instances are, and where the next ones will be by the launch template. */
export async function readServers(
  autoScaling: AutoScalingClient,
  ec2: EC2Client,
  subnetIds: readonly string[],
): Promise<readonly ServersRead[]> {
  const groups = await all(
    paginateDescribeAutoScalingGroups({ client: autoScaling }, {}),
    (page) => page.AutoScalingGroups,
  );
  const read = await Promise.all(groups.map((group) => readGroup(ec2, group)));
  return read.filter(({ node }) => node.places.some(({ subnetId }) => subnetIds.includes(subnetId)));
}

async function readGroup(ec2: EC2Client, group: AutoScalingGroup): Promise<ServersRead> {
  const instanceIds = (group.Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []);
  const [present, future] = await Promise.all([instancesOf(ec2, instanceIds), placesToCome(ec2, group)]);
  const name = group.Tags?.find(({ Key }) => Key === 'tier')?.Value ?? group.AutoScalingGroupName ?? '';
  return {
    instanceIds,
    targetGroupArns: group.TargetGroupARNs ?? [],
    node: {
      kind: 'servers',
      id: group.AutoScalingGroupName ?? '',
      name,
      places: different([...present.map(placeOf), ...future]),
    },
  };
}

async function instancesOf(ec2: EC2Client, instanceIds: readonly string[]): Promise<readonly Instance[]> {
  if (instanceIds.length === 0) return [];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [...instanceIds] }));
  return Reservations.flatMap(({ Instances }) => Instances ?? []);
}

function placeOf({ SubnetId = '', SecurityGroups = [], PublicIpAddress }: Instance): Place {
  return {
    subnetId: SubnetId,
    securityGroupIds: SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []).sort(),
    publicAddress: PublicIpAddress !== undefined && PublicIpAddress !== '',
  };
}

async function placesToCome(ec2: EC2Client, group: AutoScalingGroup): Promise<readonly Place[]> {
  const template = group.LaunchTemplate ?? group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
  if (template?.LaunchTemplateId === undefined) return [];
  const { LaunchTemplateVersions = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({
      LaunchTemplateId: template.LaunchTemplateId,
      Versions: [template.Version ?? '$Default'],
    }),
  );
  const { NetworkInterfaces = [], SecurityGroupIds = [] } = LaunchTemplateVersions[0]?.LaunchTemplateData ?? {};
  const groupIds = [...SecurityGroupIds, ...NetworkInterfaces.flatMap(({ Groups }) => Groups ?? [])].sort();
  return (group.VPCZoneIdentifier ?? '')
    .split(',')
    .filter((subnetId) => subnetId !== '')
    .map((subnetId) => ({
      subnetId,
      securityGroupIds: groupIds,
      publicAddress: NetworkInterfaces.some(({ AssociatePublicIpAddress }) => AssociatePublicIpAddress === true),
    }));
}

function different(places: readonly Place[]): readonly Place[] {
  const byContent = new Map(places.map((place) => [JSON.stringify(place), place]));
  return [...byContent.values()].sort((one, other) => (one.subnetId < other.subnetId ? -1 : 1));
}
