import type { AclRule, Direction, GroupRule, NetworkNode, Place, Protocol, Route, SecurityGroup } from '../model';

type Ports = number | readonly [number, number];

/** A rule of a security group. A peer with a slash is a network, any other the id of a group. */
export function groupRule(
  direction: Direction,
  ports: Ports,
  peer: string,
  protocol: Protocol | 'all' = 'tcp',
): GroupRule {
  return {
    id: `${direction} ${String(ports)} ${peer}`,
    direction,
    protocol,
    ...range(ports),
    peer: peer.includes('/') ? { cidrs: [peer] } : { groupId: peer },
  };
}

/** A security group whose name is its id. */
export function group(id: string, ...rules: readonly GroupRule[]): SecurityGroup {
  return { id, name: id, rules };
}

/** Rules of a network ACL that allow TCP, numbered from 100 on. */
export function allowed(
  direction: Direction,
  ...rules: readonly (readonly [peer: string, ports: Ports])[]
): readonly AclRule[] {
  return rules.map(([cidr, ports], index) => ({
    direction,
    number: 100 + index,
    action: 'allow',
    protocol: 'tcp',
    cidr,
    ...range(ports),
  }));
}

/** A route by what its target is called: `local`, `igw…`, `nat…`, `vpce…`. */
export function route(cidr: string, id: string): Route {
  const kind = id.startsWith('igw')
    ? 'internetGateway'
    : id.startsWith('nat')
      ? 'natGateway'
      : id.startsWith('vpce')
        ? 'gatewayEndpoint'
        : 'local';
  return { cidr, target: { kind, id } };
}

/** Something that stands in subnets behind security groups. */
export function node(
  name: string,
  subnetIds: readonly string[],
  securityGroupIds: readonly string[],
  more: Partial<NetworkNode> & Partial<Pick<Place, 'publicAddress'>> = {},
): NetworkNode {
  const { publicAddress = false, ...rest } = more;
  return {
    kind: 'servers',
    id: name,
    name,
    places: subnetIds.map((subnetId) => ({ subnetId, securityGroupIds, publicAddress })),
    listensOn: [],
    domainNames: [],
    forwards: [],
    ...rest,
  };
}

function range(ports: Ports): { first: number; last: number } {
  const [first, last] = typeof ports === 'number' ? [ports, ports] : ports;
  return { first, last };
}
