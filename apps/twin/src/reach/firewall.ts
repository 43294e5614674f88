import { holds } from './addresses';
import type { Direction, NetworkAcl, Protocol, RulePorts, SecurityGroup } from './model';
import { everyPort, intersect, type RangeSet, rangeSet, subtract } from './ranges';

/** The other end of a call as a rule sees it. */
export interface Peer {
  readonly address: number;
  /** Empty for whoever is outside the network. */
  readonly securityGroupIds: readonly string[];
}

/** Ports of a protocol that security groups let through, theirs together. They keep state: answers pass by themselves. */
export function groupPorts(
  groups: readonly SecurityGroup[],
  direction: Direction,
  protocol: Protocol,
  peer: Peer,
): RangeSet {
  const rules = groups.flatMap((group) => group.rules).filter((rule) => rule.direction === direction);
  const fitting = rules.filter((rule) =>
    'groupId' in rule.peer
      ? peer.securityGroupIds.includes(rule.peer.groupId)
      : rule.peer.cidrs.some((cidr) => holds(cidr, peer.address)),
  );
  return rangeSet(fitting.flatMap((rule) => portsFor(rule, protocol)));
}

/** Ports of a protocol that a network ACL lets through: for each port the first rule that fits decides. */
export function aclPorts(acl: NetworkAcl, direction: Direction, protocol: Protocol, address: number): RangeSet {
  const rules = acl.rules
    .filter((rule) => rule.direction === direction && holds(rule.cidr, address))
    .sort((one, other) => one.number - other.number);
  let undecided = everyPort;
  let allowed: RangeSet = [];
  for (const rule of rules) {
    const ports = portsFor(rule, protocol);
    if (rule.action === 'allow') allowed = rangeSet([...allowed, ...intersect(undecided, ports)]);
    undecided = subtract(undecided, ports);
  }
  return allowed;
}

function portsFor({ protocol, first, last }: RulePorts, asked: Protocol): RangeSet {
  if (protocol === 'all' || (protocol === 'icmp' && asked === 'icmp')) return everyPort;
  return protocol === asked ? [{ first, last }] : [];
}
