import { aclPorts, groupPorts } from './firewall';
import { type Direction, type Named, type NetworkModel, partOf, type Protocol, type Subnet } from './model';
import { covers, everyPort, intersect, portsText, type RangeSet } from './ranges';
import { gatewayPorts, type InsideSpot, portsCalledFrom, type Spot, spotText } from './spots';

/** A call from one spot to another. */
export interface Call {
  readonly from: Spot;
  readonly to: Spot;
  readonly protocol: Protocol;
  readonly ports: RangeSet;
}

/** One check on the way of a call or of its answer. */
export interface Step {
  readonly passed: boolean;
  /** What checked. */
  readonly by: Named;
  readonly sentence: string;
}

/** What became of a call. */
export interface Trace {
  readonly call: Call;
  /** Every check, in the order of the way, those after a refusal as well: each that refuses is named. */
  readonly steps: readonly Step[];
  /** Ports of those asked for on which the callee is reached and its answer comes back, from some port of the caller. */
  readonly ports: RangeSet;
  /** Whether answers come back to every port that such a caller calls from. */
  readonly reliable: boolean;
}

/** Gathers what the checks on a call's way let through. */
export class Walk {
  readonly #steps: Step[] = [];
  #ports: RangeSet;
  /** Ports that the caller may have called from, as far as answers reach them. */
  #answers: RangeSet = everyPort;
  #reliable = true;
  #refused = false;

  constructor(
    private readonly model: NetworkModel,
    private readonly call: Call,
  ) {
    this.#ports = call.ports;
  }

  trace(): Trace {
    const blocked = this.#refused || this.#answers.length === 0;
    return {
      call: this.call,
      steps: this.#steps,
      ports: blocked ? [] : this.#ports,
      reliable: this.#reliable && covers(this.#answers, portsCalledFrom(this.call.from.node)),
    };
  }

  /** Something that knows no ports: a route, an address. `what` is the kind of the resource, before its name. */
  check(passed: boolean, by: Named, says: string, what = ''): void {
    this.#refused ||= !passed;
    this.#steps.push({ passed, by, sentence: `${what === '' ? '' : `${what} `}${namedText(by)} ${says}` });
  }

  /** The security groups of a spot, theirs together. */
  groups(spot: InsideSpot, direction: Direction, peer: Spot): void {
    const groups = spot.securityGroupIds.map((id) => partOf(this.model.securityGroups, id));
    if (groups.length === 0) this.check(false, spot.node, 'has no security group');
    const own = groups.map((group) => ({
      group,
      ports: intersect(groupPorts([group], direction, this.call.protocol, peer), this.call.ports),
    }));
    // Groups of one interface add up: one that allows nothing matters only when none of the others does.
    const allowing = own.filter(({ ports }) => ports.length > 0);
    for (const { group, ports } of allowing.length > 0 ? allowing : own) {
      this.#called(ports, group, `security group ${namedText(group)}`, direction, peer);
    }
    this.#ports = intersect(this.#ports, groupPorts(groups, direction, this.call.protocol, peer));
  }

  /** The call's way through a subnet's network ACL. */
  acl(subnet: Subnet, direction: Direction, peer: Spot): void {
    const acl = this.#aclOf(subnet);
    const open = intersect(aclPorts(acl, direction, this.call.protocol, peer.address), this.call.ports);
    this.#called(open, acl, `network ACL ${namedText(acl)}`, direction, peer);
    this.#ports = intersect(this.#ports, open);
  }

  /** The answer's way through a network ACL, which does not remember the call. */
  answerAcl(subnet: Subnet, direction: Direction, peer: Spot): void {
    const acl = this.#aclOf(subnet);
    const open = aclPorts(acl, direction, this.call.protocol, peer.address);
    this.#answers = intersect(this.#answers, open);
    this.#answered(acl, direction, peer, open, portsCalledFrom(this.call.from.node));
  }

  /** The answer's way in to a NAT gateway, which calls from ports of its own. */
  answerToNat(subnet: Subnet, peer: Spot): void {
    const acl = this.#aclOf(subnet);
    const open = intersect(aclPorts(acl, 'in', this.call.protocol, peer.address), [gatewayPorts]);
    this.#refused ||= open.length === 0;
    this.#reliable &&= covers(open, [gatewayPorts]);
    this.#answered(acl, 'in', peer, open, [gatewayPorts]);
  }

  #called(open: RangeSet, by: Named, who: string, direction: Direction, peer: Spot): void {
    const passed = open.length > 0;
    const ports = `${this.call.protocol} ${portsText(passed ? open : this.call.ports)}`;
    this.#steps.push({ passed, by, sentence: `${who} lets ${passed ? '' : 'no '}${ports} ${way(direction, peer)}` });
  }

  #answered(acl: Named, direction: Direction, peer: Spot, open: RangeSet, usual: RangeSet): void {
    const passed = covers(open, usual);
    const some = intersect(open, usual);
    const said = passed
      ? `answers ${way(direction, peer)} on ${portsText(usual)}`
      : some.length > 0
        ? `answers ${way(direction, peer)} on ${portsText(some)} only, where such a caller calls from ${portsText(usual)}`
        : `no answer ${way(direction, peer)} on ${portsText(usual)}`;
    this.#steps.push({ passed, by: acl, sentence: `network ACL ${namedText(acl)} lets ${said}` });
  }

  #aclOf(subnet: Subnet) {
    return partOf(this.model.networkAcls, subnet.networkAclId);
  }
}

/** How sentences name a resource. */
export function namedText({ id, name }: Named): string {
  return name === id ? id : `${name} (${id})`;
}

function way(direction: Direction, peer: Spot): string {
  return `${direction} ${direction === 'in' ? 'from' : 'to'} ${spotText(peer)}`;
}
