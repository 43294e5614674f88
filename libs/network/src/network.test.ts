import { synthesize, testEnvironment as environment } from '@mall/foundation';
import { TerraformOutput } from 'cdktf';
import { Network, type NetworkProps } from './network';

const network = (props: Partial<NetworkProps> = {}) =>
  synthesize((stack) => {
    new Network(stack, 'Network', {
      environment,
      cidrBlock: '10.0.0.0/16',
      natGateways: { mode: 'perZone' },
      ...props,
    });
  });

describe('Network', () => {
  it('has two public and six private subnets over zones a and c, and half of its addresses left', () => {
    const subnets = network().all('aws_subnet');
    expect(subnets.map(({ tags, cidr_block, availability_zone }) => [tags, cidr_block, availability_zone])).toEqual(
      [
        ['database', 'a', '10.0.96.0/20'],
        ['database', 'c', '10.0.112.0/20'],
        ['public', 'a', '10.0.0.0/20'],
        ['public', 'c', '10.0.16.0/20'],
        ['was', 'a', '10.0.64.0/20'],
        ['was', 'c', '10.0.80.0/20'],
        ['web', 'a', '10.0.32.0/20'],
        ['web', 'c', '10.0.48.0/20'],
      ].map(([role, zone, cidr]) => [
        { Name: `mall-dev-network-${role}-${zone}`, role },
        cidr,
        `ap-northeast-1${zone}`,
      ]),
    );
  });

  it('gives no instance a public address by itself', () => {
    expect(
      network()
        .all('aws_subnet')
        .map((subnet) => subnet.map_public_ip_on_launch),
    ).toEqual(Array(8).fill(false));
  });

  it('uses the documented defaults', () => {
    const json = network();
    expect(json.all('aws_vpc_endpoint').map((endpoint) => endpoint.service_name)).toEqual(
      ['ec2messages', 'glue', 'logs', 's3', 'secretsmanager', 'ssm', 'ssmmessages'].map(
        (service) => `com.amazonaws.ap-northeast-1.${service}`,
      ),
    );
    expect(json.only('aws_cloudwatch_log_group').retention_in_days).toBe(365);
  });

  it('lets nothing in or out by the security group that every VPC is born with', () => {
    expect(network().only('aws_default_security_group')).toMatchObject({ ingress: [], egress: [] });
  });

  it('records every connection in an encrypted log group', () => {
    const json = network();
    expect(json.only('aws_flow_log')).toMatchObject({ traffic_type: 'ALL', log_destination_type: 'cloud-watch-logs' });
    expect(json.only('aws_cloudwatch_log_group').kms_key_id).toContain('aws_kms_key.');
    expect(JSON.parse(String(json.only('aws_kms_key').policy)).Statement[1]).toMatchObject({
      Principal: { Service: 'logs.ap-northeast-1.amazonaws.com' },
      Condition: {
        ArnEquals: {
          'kms:EncryptionContext:aws:logs:arn': [
            'arn:aws:logs:ap-northeast-1:111122223333:log-group:mall-dev-network-flow-logs',
          ],
        },
      },
    });
  });

  it('carries no key of another account out through its endpoints', () => {
    for (const endpoint of network().all('aws_vpc_endpoint')) {
      const statements = JSON.parse(String(endpoint.policy)).Statement as { Resource: string; Condition?: unknown }[];
      const open = statements.filter(({ Resource }) => Resource === '*');
      expect(open.map(({ Condition }) => Condition)).toEqual([
        { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
      ]);
    }
  });

  it('makes the endpoints that are asked for, once each, and S3', () => {
    const endpoints = network({ interfaceEndpoints: ['logs', 'logs'] }).all('aws_vpc_endpoint');
    expect(endpoints.map((endpoint) => endpoint.vpc_endpoint_type)).toEqual(['Interface', 'Gateway']);
  });

  it('lists its subnets in the order of its zones', () => {
    const { json } = synthesize((stack) => {
      const props = { environment, cidrBlock: '10.0.0.0/16', natGateways: { mode: 'perZone' } } as const;
      const { outputs } = new Network(stack, 'Network', { ...props, zones: ['d', 'a'] });
      new TerraformOutput(stack, 'Zones', { value: outputs.zoneNames });
      new TerraformOutput(stack, 'Subnets', { value: [outputs.webSubnetIds, outputs.databaseSubnetIds] });
    });
    expect(json).toMatchObject({
      output: {
        Zones: { value: ['ap-northeast-1d', 'ap-northeast-1a'] },
        Subnets: {
          value: [
            [expect.stringContaining('_WebD_'), expect.stringContaining('_WebA_')],
            [expect.stringContaining('_DatabaseD_'), expect.stringContaining('_DatabaseA_')],
          ],
        },
      },
    });
  });
});

describe('Network with a database beside it', () => {
  it('lets the was subnets call it, and no others', () => {
    const json = network({ wasCalls: [{ cidrBlock: '192.168.10.0/24', port: 3306 }] });
    const callers = json
      .all('aws_network_acl')
      .filter(({ egress }) =>
        (egress as { cidr_block: string }[]).some((rule) => rule.cidr_block === '192.168.10.0/24'),
      );
    expect(callers.map(({ tags }) => tags)).toEqual([{ Name: 'mall-dev-network-was' }]);
    expect(callers[0]?.egress).toContainEqual(
      expect.objectContaining({ cidr_block: '192.168.10.0/24', from_port: 3306, to_port: 3306 }),
    );
  });

  it('refuses one whose addresses are its own, and a port that is none', () => {
    expect(() => network({ wasCalls: [{ cidrBlock: '10.0.64.0/24', port: 3306 }] })).toThrow(
      "'cidrBlock' must be free of the reserved network 10.0.64.0/24",
    );
    expect(() => network({ wasCalls: [{ cidrBlock: '192.168.10.0/24', port: 0 }] })).toThrow(
      "'wasCalls.port' must be between 1 and 65535, got 0",
    );
  });
});

describe('Network refuses', () => {
  it.each([
    ['10.0.0.1/16', 'a network by its first address, such as 10.0.0.0/16'],
    ['100.64.0.0/16', 'within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16'],
    ['172.0.0.0/8', 'within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16'],
    ['10.0.0.0/15', 'between /16 and /22'],
    ['10.0.0.0/23', 'between /16 and /22'],
  ])('the network %s', (cidrBlock, allowed) => {
    expect(() => network({ cidrBlock })).toThrow(`test/Network: 'cidrBlock' must be ${allowed}, got ${cidrBlock}`);
  });

  it('a network that another one already uses', () => {
    expect(() => network({ reservedCidrBlocks: ['10.1.0.0/16', '10.0.64.0/24'] })).toThrow(
      "test/Network: 'cidrBlock' must be free of the reserved network 10.0.64.0/24, got 10.0.0.0/16",
    );
  });

  it('a reserved network that is none', () => {
    expect(() => network({ reservedCidrBlocks: ['10.1.0.0'] })).toThrow("test/Network: 'reservedCidrBlocks' must be");
  });

  it('a zone that the region does not have', () => {
    expect(() => network({ zones: ['a', 'b'] })).toThrow("test/Network: 'zones' must be one of a, c, d, got b");
  });

  it.each<[string, string[]]>([
    ['a', ['a']],
    ['a,c,d', ['a', 'c', 'd']],
  ])('other than two zones: %s', (got, zones) => {
    expect(() => network({ zones: zones as [string, string] })).toThrow(
      `'zones' must be two different letters, got ${got}`,
    );
  });

  it('the same zone twice, and words for zones', () => {
    expect(() => network({ zones: ['a', 'a'] })).toThrow("'zones' must be two different letters, got a,a");
    expect(() => network({ zones: ['a', 'ap-northeast-1c'] })).toThrow("'zones' must be letters of availability zones");
  });

  it('an unknown service', () => {
    const interfaceEndpoints = ['sms'] as unknown as NonNullable<NetworkProps['interfaceEndpoints']>;
    expect(() => network({ interfaceEndpoints })).toThrow("'interfaceEndpoints' must be one of ssm, ssmmessages");
  });

  it('a retention that CloudWatch Logs does not offer, or less than a year', () => {
    expect(() => network({ flowLogRetentionDays: 366 })).toThrow("'flowLogRetentionDays' must be one of 365, 400");
    expect(() => network({ flowLogRetentionDays: 30 })).toThrow("'flowLogRetentionDays' must be one of 365, 400");
  });

  it('a port that is none', () => {
    expect(() => network({ ports: { web: 80, was: 0, database: 3306 } })).toThrow(
      "'ports.was' must be between 1 and 65535, got 0",
    );
  });

  it('a single NAT gateway without a reason that a tag can hold', () => {
    expect(() => network({ natGateways: { mode: 'single', reason: 'cheap' } })).toThrow(
      "test/Network: 'natGateways.reason' must be a sentence of 8 to 256 letters",
    );
  });
});
