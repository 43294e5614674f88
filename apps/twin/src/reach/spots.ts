import { addressesOf, addressText, publicAddresses } from './addresses';
import type { Peer } from './firewall';
import {
  isOutside,
  type NetworkModel,
  type NetworkNode,
  type OutsideNode,
  partOf,
  type Place,
  type Subnet,
} from './model';
import { type Range, type RangeSet, rangeSet, subtract } from './ranges';

/** One end of a call inside the network. */
export interface InsideSpot extends Peer {
  readonly node: NetworkNode;
  readonly place: Place;
  readonly subnet: Subnet;
}

/** One end of a call outside of it. */
export interface OutsideSpot extends Peer {
  readonly node: OutsideNode;
}

export type Spot = InsideSpot | OutsideSpot;

export function isInside(spot: Spot): spot is InsideSpot {
  return 'place' in spot;
}

/** How sentences call a spot. */
export function spotText(spot: Spot): string {
  if (isInside(spot)) return `${spot.node.name} in ${spot.subnet.name}`;
  return spot.node.kind === 'internet' ? 'the internet' : spot.node.name;
}

/** Where exactly a spot is: its subnet, or its address outside. */
export function placeText(spot: Spot): string {
  return isInside(spot) ? spot.subnet.name : addressText(spot.address);
}

/**
 * Everywhere that a node may call from or be called at. Addresses that every rule and route of the network treats alike
 * are one spot, so that what holds for all spots holds for all addresses.
 */
export function spotsOf(
  model: NetworkModel,
  node: NetworkNode | OutsideNode,
  end: 'caller' | 'callee',
): readonly Spot[] {
  const borders = bordersOf(model);
  if (isOutside(node)) {
    return representatives(outsideAddresses(model, node, end), borders).map((address) => ({
      node,
      address,
      securityGroupIds: [],
    }));
  }
  return node.places.flatMap((place) => {
    const subnet = partOf(model.subnets, place.subnetId);
    return representatives([addressesOf(subnet.cidr)], borders).map((address) => ({
      node,
      place,
      subnet,
      address,
      securityGroupIds: place.securityGroupIds,
    }));
  });
}

/** Ports that callers on Linux call from (`net.ipv4.ip_local_port_range`). */
const linuxPorts: Range = { first: 32_768, last: 60_999 };

/** Ports that load balancers, NAT gateways and the world at large call from (Amazon VPC: network ACLs, ephemeral ports). */
export const gatewayPorts: Range = { first: 1_024, last: 65_535 };

/** Ports that a node calls from, to which its answers come back. */
export function portsCalledFrom({ kind }: NetworkNode | OutsideNode): RangeSet {
  return [kind === 'internet' || kind === 'loadBalancer' ? gatewayPorts : linuxPorts];
}

/** Known services are part of the internet when they call, and not when they are called: they have a column of their own. */
function outsideAddresses(model: NetworkModel, node: OutsideNode, end: 'caller' | 'callee'): RangeSet {
  if (node.kind === 'service') return rangeSet(node.cidrs.map(addressesOf));
  const services = end === 'caller' ? [] : model.services.flatMap(({ cidrs }) => cidrs.map(addressesOf));
  return subtract(publicAddresses, rangeSet(services));
}

/** Where an address begins to be treated otherwise than the one before it. */
function bordersOf(model: NetworkModel): readonly number[] {
  const cidrs = [
    ...model.vpc.cidrs,
    ...model.subnets.map(({ cidr }) => cidr),
    ...model.routeTables.flatMap(({ routes }) => routes.map(({ cidr }) => cidr)),
    ...model.networkAcls.flatMap(({ rules }) => rules.map(({ cidr }) => cidr)),
    ...model.securityGroups.flatMap(({ rules }) => rules.flatMap(({ peer }) => ('cidrs' in peer ? peer.cidrs : []))),
  ];
  return cidrs.map(addressesOf).flatMap(({ first, last }) => [first, last + 1]);
}

function representatives(addresses: RangeSet, borders: readonly number[]): readonly number[] {
  return addresses.flatMap(({ first, last }) => {
    const inside = borders.filter((border) => first < border && border <= last);
    return [...new Set([first, ...inside])].sort((one, other) => one - other);
  });
}
