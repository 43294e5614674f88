import type { NetworkAclEntry, Route as Ec2Route, SecurityGroupRule, Tag } from '@aws-sdk/client-ec2';
import { TwinError } from '../../errors';
import type { AclRule, GroupRule, Named, Protocol, Route, RouteTarget, RulePorts } from '../model';

/** Networks of a prefix list, by its id. */
export type PrefixLists = ReadonlyMap<string, readonly string[]>;

/** An id with the name from its tags. */
export function named(id: string | undefined, tags: readonly Tag[] | undefined): Named {
  return { id: id ?? '', name: tags?.find(({ Key }) => Key === 'Name')?.Value ?? id ?? '' };
}

/** A rule of a network ACL. `undefined` for IPv6, which the network has none of. */
export function tryAclRule(entry: NetworkAclEntry): AclRule | undefined {
  if (entry.CidrBlock === undefined) return undefined;
  return {
    ...portsOf(entry.Protocol, entry.PortRange?.From, entry.PortRange?.To),
    direction: entry.Egress === true ? 'out' : 'in',
    number: entry.RuleNumber ?? 0,
    action: entry.RuleAction === 'allow' ? 'allow' : 'deny',
    cidr: entry.CidrBlock,
  };
}

/** A rule of a security group. `undefined` for IPv6, which the network has none of. */
export function tryGroupRule(rule: SecurityGroupRule, prefixLists: PrefixLists): GroupRule | undefined {
  const groupId = rule.ReferencedGroupInfo?.GroupId;
  const cidrs = rule.CidrIpv4 === undefined ? prefixLists.get(rule.PrefixListId ?? '') : [rule.CidrIpv4];
  if (groupId === undefined && cidrs === undefined) {
    if (rule.CidrIpv6 !== undefined) return undefined;
    throw new TwinError(`the rule ${rule.SecurityGroupRuleId ?? '?'} names a peer that is not known here`);
  }
  return {
    ...portsOf(rule.IpProtocol, rule.FromPort, rule.ToPort),
    id: rule.SecurityGroupRuleId ?? '',
    direction: rule.IsEgress === true ? 'out' : 'in',
    peer: groupId === undefined ? { cidrs: cidrs ?? [] } : { groupId },
  };
}

/** A route, one for each network of a prefix list. None for IPv6 and for what leads nowhere. @throws TwinError for a target that is not known here. */
export function routesOf(route: Ec2Route, prefixLists: PrefixLists): readonly Route[] {
  if (route.State === 'blackhole') return [];
  const listed = prefixLists.get(route.DestinationPrefixListId ?? '') ?? [];
  const cidrs = route.DestinationCidrBlock === undefined ? listed : [route.DestinationCidrBlock];
  if (cidrs.length === 0) return [];
  const target = targetOf(route);
  return cidrs.map((cidr) => ({ cidr, target }));
}

function targetOf(route: Ec2Route): RouteTarget {
  const { GatewayId = '', NatGatewayId } = route;
  if (GatewayId === 'local') return { kind: 'local', id: 'local' };
  if (NatGatewayId !== undefined) return { kind: 'natGateway', id: NatGatewayId };
  if (GatewayId.startsWith('igw-')) return { kind: 'internetGateway', id: GatewayId };
  if (GatewayId.startsWith('vpce-')) return { kind: 'gatewayEndpoint', id: GatewayId };
  throw new TwinError(
    `the route to ${route.DestinationCidrBlock ?? '?'} leads to something that reach does not know: ${JSON.stringify(route)}`,
  );
}

/** Protocols by name and by number (IANA). */
const known: Readonly<Record<string, Protocol | 'all'>> = {
  '-1': 'all',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  icmp: 'icmp',
  tcp: 'tcp',
  udp: 'udp',
};

function portsOf(name = '', from?: number, to?: number): RulePorts {
  const protocol = known[name];
  if (protocol === undefined) throw new TwinError(`a rule names the protocol ${name}, which reach does not know`);
  const withPorts = protocol === 'tcp' || protocol === 'udp';
  return { protocol, first: withPorts ? (from ?? 0) : 0, last: withPorts ? (to ?? 65_535) : 65_535 };
}
