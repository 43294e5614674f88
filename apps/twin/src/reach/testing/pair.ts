import type { NetworkModel } from '../model';
import { group, groupRule, node, route } from './build';

const anywhere = '0.0.0.0/0';

/** The smallest network in which everything is open: a caller and a callee in two subnets, both with public addresses. */
export function pairNetwork(): NetworkModel {
  const everything = (['in', 'out'] as const).map((direction) => ({
    direction,
    number: 100,
    action: 'allow' as const,
    protocol: 'all' as const,
    cidr: anywhere,
    first: 0,
    last: 65_535,
  }));
  return {
    environment: 'test',
    vpc: { id: 'vpc', name: 'vpc', cidrs: ['10.0.0.0/16'] },
    subnets: ['one', 'two'].map((id, index) => ({
      id,
      name: id,
      zone: id,
      cidr: `10.0.${index}.0/24`,
      routeTableId: `table-${id}`,
      networkAclId: `acl-${id}`,
    })),
    routeTables: ['one', 'two'].map((id) => ({
      id: `table-${id}`,
      name: `table-${id}`,
      routes: [route('10.0.0.0/16', 'local'), route(anywhere, 'igw')],
    })),
    networkAcls: ['one', 'two'].map((id) => ({ id: `acl-${id}`, name: `acl-${id}`, rules: everything })),
    securityGroups: ['caller', 'callee'].map((id) =>
      group(id, groupRule('in', [0, 65_535], anywhere, 'all'), groupRule('out', [0, 65_535], anywhere, 'all')),
    ),
    internetGateways: [{ id: 'igw', name: 'igw' }],
    natGateways: [],
    gatewayEndpoints: [],
    nodes: [
      node('caller', ['one'], ['caller'], { publicAddress: true }),
      node('callee', ['two'], ['callee'], { publicAddress: true, listensOn: [443] }),
    ],
    services: [{ kind: 'service', name: 's3', cidrs: ['52.216.0.0/15'] }],
  };
}
