import { type Named, type NetworkModel, partOf, type RouteTable, type Subnet } from './model';
import { type Gateway, gatewayOf, routeTo } from './routing';
import { type InsideSpot, isInside, type OutsideSpot, spotText } from './spots';
import { type Call, namedText, type Trace, Walk } from './walk';

/** How sentences call gateways. */
const says: Readonly<Record<Gateway['kind'], string>> = {
  internetGateway: 'internet gateway',
  natGateway: 'NAT gateway',
  gatewayEndpoint: 'gateway endpoint',
};

const tableKind = 'route table';

/** Follows a call to its end and its answer back. */
export function follow(model: NetworkModel, call: Call): Trace {
  const walk = new Walk(model, call);
  const { from, to } = call;
  if (isInside(from)) {
    if (isInside(to)) within(model, walk, from, to);
    else outwards(model, walk, from, to);
  } else if (isInside(to)) {
    inwards(model, walk, from, to);
  } else {
    throw new RangeError('a call has at least one end inside the network');
  }
  return walk.trace();
}

/** Both ends inside the network. Network ACLs stand between subnets, not inside of one. */
function within(model: NetworkModel, walk: Walk, from: InsideSpot, to: InsideSpot): void {
  const crosses = from.subnet.id !== to.subnet.id;
  walk.groups(from, 'out', to);
  staysInside(model, walk, from.subnet, to);
  if (crosses) {
    walk.acl(from.subnet, 'out', to);
    walk.acl(to.subnet, 'in', from);
  }
  walk.groups(to, 'in', from);
  staysInside(model, walk, to.subnet, from);
  if (crosses) {
    walk.answerAcl(to.subnet, 'out', from);
    walk.answerAcl(from.subnet, 'in', to);
  }
}

/** From outside, by the internet gateway. */
function inwards(model: NetworkModel, walk: Walk, from: OutsideSpot, to: InsideSpot): void {
  const [gateway] = model.internetGateways;
  if (gateway === undefined) walk.check(false, model.vpc, 'has no internet gateway', 'network');
  else walk.check(true, gateway, 'lets the internet in to public addresses', says.internetGateway);
  const { publicAddress } = to.place;
  walk.check(publicAddress, to.node, publicAddress ? 'has a public address' : 'has no public address to be called at');
  walk.acl(to.subnet, 'in', from);
  walk.groups(to, 'in', from);
  const table = tableOf(model, to.subnet);
  const back = gatewayOf(model, table, from.address)?.kind === 'internetGateway';
  walk.check(back, table, back ? 'leads answers back to the internet' : 'knows no way back to the internet', tableKind);
  walk.answerAcl(to.subnet, 'out', from);
}

/** To the outside, by whatever the subnet's routes lead to. */
function outwards(model: NetworkModel, walk: Walk, from: InsideSpot, to: OutsideSpot): void {
  walk.groups(from, 'out', to);
  walk.acl(from.subnet, 'out', to);
  const table = tableOf(model, from.subnet);
  const gateway = gatewayOf(model, table, to.address);
  if (gateway === undefined) {
    walk.check(false, table, `has no route to ${spotText(to)}`, tableKind);
    return;
  }
  walk.check(true, table, `leads to ${spotText(to)} by the ${says[gateway.kind]} ${namedText(gateway)}`, tableKind);
  if (gateway.kind === 'internetGateway') {
    const { publicAddress } = from.place;
    walk.check(publicAddress, from.node, `has ${publicAddress ? 'a' : 'no'} public address to call from`);
  }
  if (gateway.kind === 'natGateway') throughNat(model, walk, gateway, from, to);
  walk.answerAcl(from.subnet, 'in', to);
}

/** A NAT gateway stands in a subnet of its own, has no security group and calls on from its own ports. */
function throughNat(model: NetworkModel, walk: Walk, { id }: Named, from: InsideSpot, to: OutsideSpot): void {
  const subnet = partOf(model.subnets, partOf(model.natGateways, id).subnetId);
  const crosses = subnet.id !== from.subnet.id;
  if (crosses) walk.acl(subnet, 'in', from);
  const table = tableOf(model, subnet);
  const onwards = gatewayOf(model, table, to.address)?.kind === 'internetGateway';
  walk.check(onwards, table, `leads the NAT gateway ${onwards ? 'on to the internet' : 'nowhere'}`, tableKind);
  walk.acl(subnet, 'out', to);
  walk.answerToNat(subnet, to);
  if (crosses) walk.answerAcl(subnet, 'out', from);
}

function staysInside(model: NetworkModel, walk: Walk, subnet: Subnet, peer: InsideSpot): void {
  const table = tableOf(model, subnet);
  const route = routeTo(table, peer.address);
  const passed = route?.target.kind === 'local';
  walk.check(
    passed,
    table,
    passed ? `keeps ${route.cidr} inside the network` : `has no route to ${spotText(peer)}`,
    tableKind,
  );
}

function tableOf(model: NetworkModel, subnet: Subnet): RouteTable {
  return partOf(model.routeTables, subnet.routeTableId);
}
