import { propError } from '@mall/foundation';
import type { Construct } from 'constructs';
import { type Cidr, cidrText, contains, overlap, partOf, tryCidr } from './cidr';

/** What lives in a subnet, from the internet inwards. */
export const subnetRoles = ['public', 'web', 'was', 'database'] as const;
export type SubnetRole = (typeof subnetRoles)[number];

/** The addresses of a network: each role has one block, each zone one half of it. */
export interface SubnetPlan {
  /** One block for each role; rules name it instead of its zones' halves. */
  readonly blocks: Readonly<Record<SubnetRole, string>>;
  /** The subnets of a role, in the order of the zones. */
  readonly subnets: Readonly<Record<SubnetRole, readonly [string, string]>>;
}

/** Private networks of RFC 1918. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** AWS accepts VPCs of /16 to /28; from /23 on a zone's subnet would have less than 32 addresses, five of them AWS's own. */
const largest = 16;
const smallest = 22;

/**
 * Cuts a network into eight blocks: one for each role, four left for growth.
 *
 * @throws Error when the network is not private, not between /16 and /22, or shares an address with a reserved one.
 */
export function planSubnets(scope: Construct, cidrBlock: string, reservedCidrBlocks: readonly string[]): SubnetPlan {
  const network = requireNetwork(scope, 'cidrBlock', cidrBlock);
  if (!privateNetworks.some((outer) => contains(requireNetwork(scope, 'cidrBlock', outer), network))) {
    throw propError(scope, 'cidrBlock', `within ${privateNetworks.join(', ')}`, cidrBlock);
  }
  if (network.bits < largest || network.bits > smallest) {
    throw propError(scope, 'cidrBlock', `between /${largest} and /${smallest}`, cidrBlock);
  }
  for (const reserved of reservedCidrBlocks) {
    if (overlap(network, requireNetwork(scope, 'reservedCidrBlocks', reserved))) {
      throw propError(scope, 'cidrBlock', `free of the reserved network ${reserved}`, cidrBlock);
    }
  }
  return {
    blocks: byRole((_, index) => cidrText(partOf(network, 3, index))),
    subnets: byRole((_, index) => [
      cidrText(partOf(network, 4, 2 * index)),
      cidrText(partOf(network, 4, 2 * index + 1)),
    ]),
  };
}

function requireNetwork(scope: Construct, prop: string, text: string): Cidr {
  const network = tryCidr(text);
  if (network === undefined) throw propError(scope, prop, 'a network by its first address, such as 10.0.0.0/16', text);
  return network;
}

/** One value for each role. */
export function byRole<T>(make: (role: SubnetRole, index: number) => T): Readonly<Record<SubnetRole, T>> {
  return Object.fromEntries(subnetRoles.map((role, index) => [role, make(role, index)])) as Record<SubnetRole, T>;
}
