/** A resource by its id and the name that people gave it; the id where they gave none. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** ICMP has no ports; it counts as open on all when any type of it is. */
export const protocols = ['tcp', 'udp', 'icmp'] as const;
export type Protocol = (typeof protocols)[number];

export type Direction = 'in' | 'out';

export interface Subnet extends Named {
  /** Full name, for example `ap-northeast-1a`. */
  readonly zone: string;
  readonly cidr: string;
  readonly routeTableId: string;
  readonly networkAclId: string;
}

/** Where a route leads. A target that is not in the model any more leads nowhere. */
export interface RouteTarget {
  readonly kind: 'local' | 'internetGateway' | 'natGateway' | 'gatewayEndpoint';
  readonly id: string;
}

export interface Route {
  readonly cidr: string;
  readonly target: RouteTarget;
}

export interface RouteTable extends Named {
  readonly routes: readonly Route[];
}

/** Ports of a rule, both ends included. */
export interface RulePorts {
  readonly protocol: Protocol | 'all';
  readonly first: number;
  readonly last: number;
}

export interface AclRule extends RulePorts {
  readonly direction: Direction;
  /** Rules are tried in ascending order; the first that fits decides, and none lets nothing through. */
  readonly number: number;
  readonly action: 'allow' | 'deny';
  readonly cidr: string;
}

/** Keeps no state: answers need rules of their own. */
export interface NetworkAcl extends Named {
  readonly rules: readonly AclRule[];
}

export interface GroupRule extends RulePorts {
  readonly id: string;
  readonly direction: Direction;
  /** Members of a security group, or networks. */
  readonly peer: { readonly groupId: string } | { readonly cidrs: readonly string[] };
}

/** Lets through what any of its rules allows, and the answers to it. */
export interface SecurityGroup extends Named {
  readonly rules: readonly GroupRule[];
}

export interface NatGateway extends Named {
  readonly subnetId: string;
}

/** Where something has a network interface. Its address may be any of the subnet's: AWS chooses, and chooses anew. */
export interface Place {
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
  readonly publicAddress: boolean;
}

/** What a load balancer passes on: what comes in on `listener` goes to `port` of the targets. */
export interface Forwarding {
  readonly listener: number;
  readonly port: number;
  readonly targetGroup: Named;
  /** Node of the targets. */
  readonly to: string;
}

/** Something that calls or is called. */
export interface NetworkNode extends Named {
  readonly kind: 'loadBalancer' | 'servers' | 'database' | 'job' | 'endpoint' | 'group';
  readonly places: readonly Place[];
  /** Ports on which it answers, as far as AWS knows. */
  readonly listensOn: readonly number[];
  /** Names in Route 53 that lead here. */
  readonly domainNames: readonly string[];
  /** Of load balancers. */
  readonly forwards: readonly Forwarding[];
}

/** Somewhere outside the network: the internet, or a service of AWS by its addresses. */
export interface OutsideNode {
  readonly kind: 'internet' | 'service';
  readonly name: string;
  readonly cidrs: readonly string[];
}

/** One VPC as it was applied, and who lives in it. Plain data. */
export interface NetworkModel {
  readonly environment: string;
  readonly vpc: Named & { readonly cidrs: readonly string[] };
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly internetGateways: readonly Named[];
  readonly natGateways: readonly NatGateway[];
  readonly gatewayEndpoints: readonly Named[];
  readonly nodes: readonly NetworkNode[];
  /** Services of AWS whose addresses are known, each reached by a gateway endpoint or over the internet. */
  readonly services: readonly OutsideNode[];
}

/** Everybody in the model by name; the internet first. */
export function everybody(model: NetworkModel): readonly (NetworkNode | OutsideNode)[] {
  return [internet, ...model.nodes, ...model.services];
}

/** All public addresses but those of the known services. */
export const internet: OutsideNode = { kind: 'internet', name: 'internet', cidrs: [] };

export function isOutside(node: NetworkNode | OutsideNode): node is OutsideNode {
  return node.kind === 'internet' || node.kind === 'service';
}

/** One of the model's parts by its id. @throws RangeError when there is none. */
export function partOf<T extends Named>(parts: readonly T[], id: string): T {
  const part = parts.find((one) => one.id === id);
  if (part === undefined) throw new RangeError(`the network has no ${id}`);
  return part;
}
