import { type ResourceAttributes, synthesize, testEnvironment as environment } from '@mall/foundation';
import { contains, tryCidr } from './cidr';
import { Network, type NetworkProps } from './network';

const synthesized = (natGateways: NetworkProps['natGateways'] = { mode: 'perZone' }) =>
  synthesize((stack) => {
    new Network(stack, 'Network', { environment, cidrBlock: '10.0.0.0/16', natGateways });
  });

/** Where the default route of a subnet's route table leads, by the subnet's name. */
function defaultRoutes(json: ReturnType<typeof synthesized>): Record<string, string> {
  const resources = json.json.resource ?? {};
  const id = (type: string, logicalId: string) => `\${${type}.${logicalId}.id}`;
  return Object.fromEntries(
    Object.entries(resources.aws_subnet ?? {}).map(([logicalId, subnet]) => {
      const tables = json
        .all('aws_route_table_association')
        .filter(({ subnet_id }) => subnet_id === id('aws_subnet', logicalId));
      expect(tables).toHaveLength(1);
      const route = json.all('aws_route').find(({ route_table_id }) => route_table_id === tables[0]?.route_table_id);
      const target = String(route?.nat_gateway_id ?? route?.gateway_id ?? 'none');
      return [
        (subnet.tags as { Name: string }).Name.replace('mall-dev-network-', ''),
        target.replace(/^.*_(Nat[AC]|InternetGateway)_.*$/, '$1'),
      ];
    }),
  );
}

describe('routes', () => {
  it('lead out of each zone by a NAT gateway of its own, and from the database nowhere', () => {
    expect(defaultRoutes(synthesized())).toEqual({
      'public-a': 'InternetGateway',
      'public-c': 'InternetGateway',
      'web-a': 'NatA',
      'web-c': 'NatC',
      'was-a': 'NatA',
      'was-c': 'NatC',
      'database-a': 'none',
      'database-c': 'none',
    });
  });

  it('share one NAT gateway only for a reason that its tag says', () => {
    const json = synthesized({ mode: 'single', reason: 'nobody is waiting' });
    expect(defaultRoutes(json)).toMatchObject({ 'web-a': 'NatA', 'web-c': 'NatA', 'was-c': 'NatA' });
    expect(json.only('aws_nat_gateway').tags).toMatchObject({ sharedBecause: 'nobody is waiting' });
    expect(json.all('aws_eip')).toHaveLength(1);
  });

  it('reach S3 from every private subnet without leaving AWS', () => {
    const gateway = synthesized()
      .all('aws_vpc_endpoint')
      .find(({ vpc_endpoint_type }) => vpc_endpoint_type === 'Gateway');
    expect(gateway?.route_table_ids).toHaveLength(3);
    expect(String(gateway?.route_table_ids)).not.toContain('Routes_Public');
  });
});

/** An address in each subnet role, and one of the internet. */
const at = {
  internet: '203.0.113.7',
  public: '10.0.0.10',
  web: '10.0.32.10',
  was: '10.0.80.10',
  database: '10.0.96.10',
};
type Place = keyof typeof at;
/** A port that Linux calls from, and one that only load balancers and NAT gateways call from. */
const callsFrom: Record<Place, number[]> = {
  internet: [1024, 40_000, 65_535],
  public: [1024, 40_000, 65_535],
  web: [32_768, 60_999],
  was: [32_768, 60_999],
  database: [32_768, 60_999],
};

const acls = synthesized().all('aws_network_acl');

/** Whether the network ACL of a place lets a packet through; the internet has none. */
function passes(place: Place, direction: 'ingress' | 'egress', peer: Place, port: number): boolean {
  if (place === 'internet') return true;
  const acl = acls.find(({ tags }) => (tags as { Name: string }).Name === `mall-dev-network-${place}`);
  return (acl?.[direction] as ResourceAttributes[]).some((rule) => {
    const network = tryCidr(String(rule.cidr_block));
    const address = tryCidr(`${at[peer]}/32`);
    if (network === undefined || address === undefined) throw new Error(`no network in ${JSON.stringify(rule)}`);
    expect(rule).toMatchObject({ action: 'allow', protocol: 'tcp' });
    return contains(network, address) && Number(rule.from_port) <= port && port <= Number(rule.to_port);
  });
}

/** A call gets through when its packets and its answers do, on every port that the caller may call from. */
function canCall(caller: Place, callee: Place, port: number): boolean {
  return (
    passes(caller, 'egress', callee, port) &&
    passes(callee, 'ingress', caller, port) &&
    callsFrom[caller].every((from) => passes(callee, 'egress', caller, from) && passes(caller, 'ingress', callee, from))
  );
}

describe('network ACLs', () => {
  it.each<[Place, Place, number, string]>([
    ['internet', 'public', 443, 'shoppers to the load balancer'],
    ['internet', 'public', 80, 'shoppers who are redirected'],
    ['public', 'web', 80, 'the load balancer to web instances'],
    ['web', 'was', 443, 'web instances to the internal load balancer and the endpoints'],
    ['was', 'was', 8080, 'the internal load balancer to WAS instances of the other zone'],
    ['was', 'database', 3306, 'WAS instances to the database'],
    ['database', 'database', 3306, 'Glue to the database'],
    ['database', 'database', 35_000, 'Glue workers to each other'],
    ['database', 'was', 443, 'Glue to the interface endpoints'],
    ['database', 'internet', 443, 'Glue to S3, by the gateway endpoint'],
    ['web', 'internet', 443, 'web instances to AWS services without an endpoint'],
    ['was', 'internet', 443, 'WAS instances to AWS services without an endpoint'],
    ['public', 'internet', 443, 'NAT gateways on'],
  ])('let %s call %s on %d: %s', (caller, callee, port) => {
    expect(canCall(caller, callee, port)).toBe(true);
  });

  it.each<[Place, Place, number]>([
    ...(['web', 'was', 'database'] as const).flatMap((callee) =>
      [22, 80, 443, 3306, 3389, 8080].map((port): [Place, Place, number] => ['internet', callee, port]),
    ),
    ['public', 'was', 8080],
    ['public', 'database', 3306],
    ['public', 'web', 22],
    ['web', 'was', 8080],
    ['web', 'database', 3306],
    ['database', 'was', 8080],
    ['was', 'database', 22],
  ])('refuse a call from %s to %s on %d at its door', (caller, callee, port) => {
    expect(passes(callee, 'ingress', caller, port)).toBe(false);
  });

  it('stand before every subnet', () => {
    expect(acls.flatMap(({ subnet_ids }) => subnet_ids)).toHaveLength(8);
  });
});
