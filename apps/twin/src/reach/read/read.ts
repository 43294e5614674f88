import type { NetworkModel, NetworkNode, SecurityGroup, Subnet } from '../model';
import type { NetworkClients } from './clients';
import { readDatabases, readGlueConnections } from './data-nodes';
import { readDomainNames } from './domain-names';
import { type Ground, readGround } from './ground';
import { readLoadBalancers } from './load-balancers';
import { readServers } from './servers';
import { readBuilds, readReplications } from './workers';

/** Reads one environment's network as it was applied, through AWS's own APIs. */
export async function readNetwork(clients: NetworkClients, environment: string): Promise<NetworkModel> {
  const { interfaceEndpoints, ...ground } = await readGround(clients.ec2);
  const subnetIds = ground.subnets.map(({ id }) => id);
  const [balancers, servers, databases, glue, builds, replications, domainNames] = await Promise.all([
    readLoadBalancers(clients.loadBalancing, ground.vpc.id),
    readServers(clients.autoScaling, clients.ec2, subnetIds),
    readDatabases(clients.rds, ground.vpc.id),
    readGlueConnections(clients.glue, subnetIds),
    readBuilds(clients.builds, ground.vpc.id),
    readReplications(clients.migration, subnetIds),
    readDomainNames(clients.route53),
  ]);
  const namesOf = (host: string) =>
    [...new Set(domainNames.filter(({ leadsTo }) => leadsTo === host.toLowerCase()).map(({ name }) => name))].sort();
  const plain = { domainNames: [], forwards: [] };
  const nodes: NetworkNode[] = [
    ...balancers.map(({ node, dnsName, forwards }) => ({
      ...node,
      domainNames: namesOf(dnsName),
      forwards: forwards.flatMap(({ targetGroupArn, instanceIds, ...forwarding }) =>
        servers
          .filter(
            (one) =>
              one.targetGroupArns.includes(targetGroupArn) || one.instanceIds.some((id) => instanceIds.includes(id)),
          )
          .map((one) => ({ ...forwarding, to: one.node.name })),
      ),
    })),
    ...servers.map(({ node, targetGroupArns }) => ({
      ...plain,
      ...node,
      listensOn: portsOfTargets(balancers, targetGroupArns),
    })),
    ...databases.map(({ node, endpointAddress }) => ({ ...plain, ...node, domainNames: namesOf(endpointAddress) })),
    ...[...glue, ...builds, ...replications].map((node) => ({ ...plain, ...node })),
    ...interfaceEndpoints.map((endpoint) => endpointNode(endpoint)),
  ];
  const known = withoutRepeats(nodes);
  const everybody = [...known, ...groupNodes(ground.securityGroups, ground.subnets, known)];
  return { environment, ...ground, nodes: inOrder(everybody, ground.subnets) };
}

/** AWS answers in any order; the same network is the same model: kinds from the internet inwards, then names. */
function inOrder(nodes: readonly NetworkNode[], subnets: readonly Subnet[]): readonly NetworkNode[] {
  const kinds: readonly NetworkNode['kind'][] = ['loadBalancer', 'servers', 'database', 'job', 'endpoint', 'group'];
  const rank = ({ kind, name }: NetworkNode) => `${kinds.indexOf(kind)} ${name}`;
  const position = (id: string) => subnets.findIndex((subnet) => subnet.id === id);
  return nodes
    .map((node) => ({
      ...node,
      places: [...node.places].sort((one, other) => position(one.subnetId) - position(other.subnetId)),
    }))
    .sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

function portsOfTargets(
  balancers: Awaited<ReturnType<typeof readLoadBalancers>>,
  targetGroupArns: readonly string[],
): readonly number[] {
  const forwards = balancers.flatMap((balancer) => balancer.forwards);
  return [...new Set(forwards.filter((one) => targetGroupArns.includes(one.targetGroupArn)).map(({ port }) => port))];
}

function endpointNode(endpoint: Ground['interfaceEndpoints'][number]): NetworkNode {
  const service = endpoint.ServiceName?.split('.').at(-1) ?? '';
  return {
    kind: 'endpoint',
    id: endpoint.VpcEndpointId ?? '',
    name: `${service}-endpoint`,
    places: (endpoint.SubnetIds ?? []).map((subnetId) => ({
      subnetId,
      securityGroupIds: (endpoint.Groups ?? []).map(({ GroupId }) => GroupId ?? ''),
      publicAddress: false,
    })),
    listensOn: [443],
    domainNames: (endpoint.DnsEntries ?? []).flatMap(({ DnsName }) => DnsName ?? []),
    forwards: [],
  };
}

/** A second node of a name is told apart by its id. */
function withoutRepeats(nodes: readonly NetworkNode[]): readonly NetworkNode[] {
  return nodes.map((node, index) =>
    nodes.findIndex(({ name }) => name === node.name) === index ? node : { ...node, name: `${node.name}-${node.id}` },
  );
}

/** Security groups with rules that nothing read here carries: whoever does may stand in any subnet. */
function groupNodes(
  groups: readonly SecurityGroup[],
  subnets: readonly Subnet[],
  nodes: readonly NetworkNode[],
): readonly NetworkNode[] {
  const carried = new Set(nodes.flatMap(({ places }) => places.flatMap(({ securityGroupIds }) => securityGroupIds)));
  return groups
    .filter(({ id, rules }) => rules.length > 0 && !carried.has(id))
    .map(({ id, name }) => ({
      kind: 'group',
      id,
      name,
      places: subnets.map((subnet) => ({ subnetId: subnet.id, securityGroupIds: [id], publicAddress: false })),
      listensOn: [],
      domainNames: [],
      forwards: [],
    }));
}
