import type { NetworkModel } from '../model';
import { allowed, group, groupRule, node, route } from './build';

const anywhere = '0.0.0.0/0';
const vpc = '10.0.0.0/16';
const blocks = { public: '10.0.0.0/19', web: '10.0.32.0/19', was: '10.0.64.0/19', database: '10.0.96.0/19' };
type Role = keyof typeof blocks;
const roles: readonly Role[] = ['public', 'web', 'was', 'database'];
const linux = [32_768, 60_999] as const;
const clients = [1_024, 65_535] as const;
const all = [0, 65_535] as const;

const cidrs: Readonly<Record<Role, readonly [string, string]>> = {
  public: ['10.0.0.0/20', '10.0.16.0/20'],
  web: ['10.0.32.0/20', '10.0.48.0/20'],
  was: ['10.0.64.0/20', '10.0.80.0/20'],
  database: ['10.0.96.0/20', '10.0.112.0/20'],
};

const acls: Readonly<Record<Role, NetworkModel['networkAcls'][number]['rules']>> = {
  public: [
    ...allowed('in', [anywhere, 443], [anywhere, 80], [anywhere, clients]),
    ...allowed('out', [anywhere, 443], [anywhere, 80], [blocks.web, 80], [anywhere, clients]),
  ],
  web: [
    ...allowed('in', [blocks.public, 80], [anywhere, linux]),
    ...allowed('out', [anywhere, 443], [anywhere, 80], [blocks.public, clients]),
  ],
  was: [
    ...allowed('in', [vpc, 443], [blocks.was, all], [anywhere, linux]),
    ...allowed('out', [anywhere, 443], [anywhere, 80], [blocks.was, all], [blocks.database, 3306], [vpc, linux]),
  ],
  database: [
    ...allowed('in', [blocks.was, 3306], [blocks.database, all], [anywhere, linux]),
    ...allowed('out', [anywhere, 443], [blocks.database, all], [blocks.was, linux]),
  ],
};

/** A mall by hand: two zones, web and was behind load balancers, a database, Glue in zone a. */
export function mallNetwork(nat: 'perZone' | 'single' = 'perZone'): NetworkModel {
  const table = (name: string, ...ways: readonly (readonly [string, string])[]) => ({
    id: `rtb-${name}`,
    name,
    routes: [route(vpc, 'local'), ...ways.map(([cidr, id]) => route(cidr, id))],
  });
  const toS3 = ['52.216.0.0/15', 'vpce-s3'] as const;
  const tableOf = (role: Role, zone: string) => (role === 'public' || role === 'database' ? role : `private-${zone}`);
  const forwards = (to: string, port: number) => [
    { listener: 443, port, to, targetGroup: { id: `tg-${to}`, name: to } },
  ];
  const both = (role: Role) => [`${role}-a`, `${role}-c`];
  return {
    environment: 'test',
    vpc: { id: 'vpc-1', name: 'mall', cidrs: [vpc] },
    subnets: roles.flatMap((role) =>
      ['a', 'c'].map((zone, index) => ({
        id: `${role}-${zone}`,
        name: `${role}-${zone}`,
        zone,
        cidr: cidrs[role][index] ?? '',
        routeTableId: `rtb-${tableOf(role, zone)}`,
        networkAclId: role,
      })),
    ),
    routeTables: [
      table('public', [anywhere, 'igw-1']),
      table('private-a', [anywhere, 'nat-a'], toS3),
      table('private-c', [anywhere, nat === 'perZone' ? 'nat-c' : 'nat-a'], toS3),
      table('database', toS3),
    ],
    networkAcls: roles.map((role) => ({ id: role, name: role, rules: acls[role] })),
    securityGroups: [
      group('web-lb', groupRule('in', 80, anywhere), groupRule('in', 443, anywhere), groupRule('out', 80, 'web')),
      group('web', groupRule('in', 80, 'web-lb'), groupRule('out', 443, 'was-lb'), groupRule('out', 443, anywhere)),
      group('was-lb', groupRule('in', 443, 'web'), groupRule('out', 8080, 'was')),
      group('was', groupRule('in', 8080, 'was-lb'), groupRule('out', 443, anywhere)),
      group('client', groupRule('out', 3306, 'db')),
      group('db', groupRule('in', 3306, 'client'), groupRule('in', 3306, 'glue')),
      group(
        'glue',
        groupRule('in', all, 'glue'),
        groupRule('out', all, 'glue'),
        groupRule('out', 3306, 'db'),
        groupRule('out', 443, anywhere),
      ),
      group('endpoints', groupRule('in', 443, vpc)),
    ],
    internetGateways: [{ id: 'igw-1', name: 'internet' }],
    natGateways: (nat === 'perZone' ? ['a', 'c'] : ['a']).map((zone) => ({
      id: `nat-${zone}`,
      name: `nat-${zone}`,
      subnetId: `public-${zone}`,
    })),
    gatewayEndpoints: [{ id: 'vpce-s3', name: 's3' }],
    nodes: [
      node('web-lb', both('public'), ['web-lb'], {
        kind: 'loadBalancer',
        publicAddress: true,
        listensOn: [443, 80],
        domainNames: ['mall.example.com'],
        forwards: forwards('web', 80),
      }),
      node('was-lb', both('was'), ['was-lb'], {
        kind: 'loadBalancer',
        listensOn: [443],
        forwards: forwards('was', 8080),
      }),
      node('web', both('web'), ['web'], { listensOn: [80] }),
      node('was', both('was'), ['was', 'client'], { listensOn: [8080] }),
      node('db', both('database'), ['db'], { kind: 'database', listensOn: [3306] }),
      node('glue', ['database-a'], ['glue'], { kind: 'job' }),
      node('ssm-endpoint', both('was'), ['endpoints'], { kind: 'endpoint', listensOn: [443] }),
      node('logs-endpoint', both('was'), ['endpoints'], { kind: 'endpoint', listensOn: [443] }),
    ],
    services: [{ kind: 'service', name: 's3', cidrs: ['52.216.0.0/15'] }],
  };
}
