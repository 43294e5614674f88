import {
  DescribeVpcsCommand,
  GetManagedPrefixListEntriesCommand,
  paginateDescribeInternetGateways,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNatGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  type EC2Client,
  type Vpc,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { TwinError } from '../../errors';
import type { NetworkModel, OutsideNode } from '../model';
import { all } from './clients';
import { named, type PrefixLists, routesOf, tryAclRule, tryGroupRule } from './rules';

/** The network without who lives in it, and its interface endpoints. */
export type Ground = Omit<NetworkModel, 'nodes' | 'environment'> & {
  readonly interfaceEndpoints: readonly VpcEndpoint[];
};

/** Reads the VPC that is not the account's default one, and all that decides where packets go in it. */
export async function readGround(client: EC2Client): Promise<Ground> {
  const vpc = await onlyVpc(client);
  const query = { Filters: [{ Name: 'vpc-id', Values: [vpc.VpcId ?? ''] }] };
  const [subnets, tables, acls, groups, gateways, nats, endpoints, prefixLists] = await Promise.all([
    all(paginateDescribeSubnets({ client }, query), (page) => page.Subnets),
    all(paginateDescribeRouteTables({ client }, query), (page) => page.RouteTables),
    all(paginateDescribeNetworkAcls({ client }, query), (page) => page.NetworkAcls),
    all(paginateDescribeSecurityGroups({ client }, query), (page) => page.SecurityGroups),
    all(
      paginateDescribeInternetGateways(
        { client },
        { Filters: [{ Name: 'attachment.vpc-id', Values: [vpc.VpcId ?? ''] }] },
      ),
      (page) => page.InternetGateways,
    ),
    all(paginateDescribeNatGateways({ client }, { Filter: query.Filters }), (page) => page.NatGateways),
    all(paginateDescribeVpcEndpoints({ client }, query), (page) => page.VpcEndpoints),
    readPrefixLists(client),
  ]);
  const rules = await all(
    paginateDescribeSecurityGroupRules(
      { client },
      { Filters: [{ Name: 'group-id', Values: groups.map(({ GroupId }) => GroupId ?? '') }] },
    ),
    (page) => page.SecurityGroupRules,
  );
  const networksOf: PrefixLists = new Map(prefixLists.map(({ id, cidrs }) => [id, cidrs]));
  const mainTable = tables.find(({ Associations }) => Associations?.some(({ Main }) => Main));
  const available = endpoints.filter(({ State }) => State?.toLowerCase() === 'available');
  return {
    vpc: { ...named(vpc.VpcId, vpc.Tags), cidrs: cidrsOf(vpc) },
    subnets: subnets
      .map((subnet) => ({
        ...named(subnet.SubnetId, subnet.Tags),
        zone: subnet.AvailabilityZone ?? '',
        cidr: subnet.CidrBlock ?? '',
        routeTableId: (associated(tables, subnet.SubnetId) ?? mainTable)?.RouteTableId ?? '',
        networkAclId: associated(acls, subnet.SubnetId)?.NetworkAclId ?? '',
      }))
      .sort(byName),
    routeTables: tables.map((table) => ({
      ...named(table.RouteTableId, table.Tags),
      routes: (table.Routes ?? []).flatMap((route) => routesOf(route, networksOf)),
    })),
    networkAcls: acls
      .map((acl) => ({
        ...named(acl.NetworkAclId, acl.Tags),
        rules: (acl.Entries ?? []).flatMap((entry) => tryAclRule(entry) ?? []),
      }))
      .sort(byName),
    securityGroups: groups.map((group) => ({
      id: group.GroupId ?? '',
      name: group.GroupName ?? '',
      rules: rules
        .filter(({ GroupId }) => GroupId === group.GroupId)
        .flatMap((rule) => tryGroupRule(rule, networksOf) ?? []),
    })),
    internetGateways: gateways.map((gateway) => named(gateway.InternetGatewayId, gateway.Tags)),
    natGateways: nats
      .filter(({ State, ConnectivityType }) => State === 'available' && ConnectivityType !== 'private')
      .map((nat) => ({ ...named(nat.NatGatewayId, nat.Tags), subnetId: nat.SubnetId ?? '' }))
      .sort(byName),
    gatewayEndpoints: available
      .filter(({ VpcEndpointType }) => VpcEndpointType === 'Gateway')
      .map((endpoint) => named(endpoint.VpcEndpointId, endpoint.Tags)),
    interfaceEndpoints: available.filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface'),
    services: servicesOf(prefixLists),
  };
}

async function onlyVpc(client: EC2Client): Promise<Vpc> {
  const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({}));
  const [vpc, ...others] = Vpcs.filter(({ IsDefault }) => IsDefault !== true);
  if (vpc === undefined) throw new TwinError('there is no network here; apply one with `npm run twin -- up`');
  if (others.length > 0) throw new TwinError('there is more than one network here; reach reads one');
  if ((vpc.Ipv6CidrBlockAssociationSet ?? []).length > 0) {
    throw new TwinError(`the network ${vpc.VpcId ?? ''} has IPv6 addresses; reach knows IPv4 only`);
  }
  return vpc;
}

function cidrsOf({ CidrBlock, CidrBlockAssociationSet = [] }: Vpc): readonly string[] {
  return [...new Set([CidrBlock ?? '', ...CidrBlockAssociationSet.map((more) => more.CidrBlock ?? '')])];
}

interface PrefixList {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly string[];
}

async function readPrefixLists(client: EC2Client): Promise<readonly PrefixList[]> {
  const lists = await all(paginateDescribeManagedPrefixLists({ client }, {}), (page) => page.PrefixLists);
  return Promise.all(
    lists
      .filter(({ AddressFamily }) => AddressFamily === 'IPv4')
      .map(async ({ PrefixListId = '', PrefixListName = '' }) => {
        const { Entries = [] } = await client.send(new GetManagedPrefixListEntriesCommand({ PrefixListId }));
        return { id: PrefixListId, name: PrefixListName, cidrs: Entries.map(({ Cidr }) => Cidr ?? '').sort() };
      }),
  );
}

/** S3: the one service that the mall reaches by a gateway endpoint. */
function servicesOf(lists: readonly PrefixList[]): readonly OutsideNode[] {
  return lists
    .filter(({ name }) => /^com\.amazonaws\.[a-z0-9-]+\.s3$/.test(name))
    .map(({ cidrs }) => ({ kind: 'service', name: 's3', cidrs }));
}

function associated<T extends { Associations?: { SubnetId?: string | undefined }[] | undefined }>(
  parts: readonly T[],
  subnetId?: string,
): T | undefined {
  return parts.find(({ Associations }) => Associations?.some((association) => association.SubnetId === subnetId));
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}
