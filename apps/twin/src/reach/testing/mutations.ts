import {
  type AclRule,
  type Direction,
  type NetworkModel,
  type NetworkNode,
  partOf,
  type SecurityGroup,
} from '../model';
import { groupRule } from './build';

/** A change of a network that its owner would want to be told of, and what it does. */
export type Mutation = readonly [name: string, change: (model: NetworkModel) => NetworkModel];

const anywhere = '0.0.0.0/0';

/** Changes for any mall: they find what they change by the names of nodes. */
export const mutations: readonly Mutation[] = [
  ['the database lets in every address', opened('db', 'in', 3306)],
  ['web lets in SSH from every address', opened('web', 'in', 22)],
  ['was lets in every address', opened('was', 'in', 8080)],
  ['the internal load balancer lets in every address', opened('was-lb', 'in', 443)],
  ['the public load balancer lets in another port', opened('web-lb', 'in', 8443)],
  ['web lets out every port', opened('web', 'out', [0, 65_535])],
  ['the database lets out HTTPS', opened('db', 'out', 443)],
  [
    'a rule of the database’s security group is dropped',
    groupOf('db', (group) => ({ ...group, rules: group.rules.slice(1) })),
  ],
  ['the network ACL of the database lets everything in', aclOf('db', (rules) => [allowAll('in'), ...rules])],
  ['the network ACL of web loses the answers to web', aclOf('web', (rules) => without(rules, 'in', 32_768))],
  ['the network ACL of the public subnets loses HTTPS', aclOf('web-lb', (rules) => without(rules, 'in', 443))],
  ['the network ACL of was loses its way to the database', aclOf('was', (rules) => without(rules, 'out', 3306))],
  [
    'a zone loses its route out',
    routesOf('web', (routes) => routes.filter(({ target }) => target.kind !== 'natGateway')),
  ],
  [
    'the database gets a route out',
    (model) =>
      routesOf('db', (routes) => [
        ...routes,
        { cidr: anywhere, target: { kind: 'natGateway', id: model.natGateways[0]?.id ?? '' } },
      ])(model),
  ],
  ['the internet gateway is gone', (model) => ({ ...model, internetGateways: [] })],
  ['a NAT gateway is gone', (model) => ({ ...model, natGateways: model.natGateways.slice(1) })],
  ['the gateway endpoint of S3 is gone', (model) => ({ ...model, gatewayEndpoints: [] })],
  [
    'an interface endpoint is gone',
    (model) => ({ ...model, nodes: model.nodes.filter(({ name }) => name !== 'ssm-endpoint') }),
  ],
  [
    'an instance of was has a public address',
    nodeOf('was', (node) => ({ ...node, places: node.places.map(inPublic) })),
  ],
  ['the public load balancer forwards to nobody', nodeOf('web-lb', (node) => ({ ...node, forwards: [] }))],
  ['the internal load balancer listens no more', nodeOf('was-lb', (node) => ({ ...node, listensOn: [] }))],
  ['web stands in one zone only', nodeOf('web', (node) => ({ ...node, places: node.places.slice(0, 1) }))],
  [
    'web stands in the public subnets',
    (model) => nodeOf('web', (node) => ({ ...node, places: elsewhere(node, placesOf(model, 'web-lb')) }))(model),
  ],
];

function opened(name: string, direction: Direction, ports: number | readonly [number, number]) {
  return groupOf(name, (group) => ({ ...group, rules: [...group.rules, groupRule(direction, ports, anywhere)] }));
}

function groupOf(name: string, change: (group: SecurityGroup) => SecurityGroup) {
  return (model: NetworkModel): NetworkModel => {
    const [place] = placesOf(model, name);
    const [id] = place?.securityGroupIds ?? [];
    return { ...model, securityGroups: model.securityGroups.map((group) => (group.id === id ? change(group) : group)) };
  };
}

function aclOf(name: string, change: (rules: readonly AclRule[]) => readonly AclRule[]) {
  return (model: NetworkModel): NetworkModel => {
    const id = subnetOf(model, name).networkAclId;
    return {
      ...model,
      networkAcls: model.networkAcls.map((acl) => (acl.id === id ? { ...acl, rules: change(acl.rules) } : acl)),
    };
  };
}

function routesOf(
  name: string,
  change: (routes: NetworkModel['routeTables'][number]['routes']) => NetworkModel['routeTables'][number]['routes'],
) {
  return (model: NetworkModel): NetworkModel => {
    const id = subnetOf(model, name).routeTableId;
    return {
      ...model,
      routeTables: model.routeTables.map((table) =>
        table.id === id ? { ...table, routes: change(table.routes) } : table,
      ),
    };
  };
}

function nodeOf(name: string, change: (node: NetworkNode) => NetworkNode) {
  return (model: NetworkModel): NetworkModel => ({
    ...model,
    nodes: model.nodes.map((node) => (node.name === name ? change(node) : node)),
  });
}

function subnetOf(model: NetworkModel, name: string) {
  return partOf(model.subnets, placesOf(model, name)[0]?.subnetId ?? '');
}

function placesOf(model: NetworkModel, name: string): NetworkNode['places'] {
  return model.nodes.find((node) => node.name === name)?.places ?? [];
}

function inPublic(place: NetworkNode['places'][number]): NetworkNode['places'][number] {
  return { ...place, publicAddress: true };
}

/** The node's places in the subnets of others. */
function elsewhere(node: NetworkNode, places: NetworkNode['places']): NetworkNode['places'] {
  return node.places.map((place, index) => ({ ...place, subnetId: places[index]?.subnetId ?? place.subnetId }));
}

function allowAll(direction: Direction): AclRule {
  return { direction, number: 1, action: 'allow', protocol: 'all', cidr: anywhere, first: 0, last: 65_535 };
}

function without(rules: readonly AclRule[], direction: Direction, first: number): readonly AclRule[] {
  return rules.filter((rule) => rule.direction !== direction || rule.first !== first);
}
