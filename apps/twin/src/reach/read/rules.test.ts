import { named, routesOf, tryAclRule, tryGroupRule } from './rules';

const lists = new Map([['pl-s3', ['52.216.0.0/15', '3.5.0.0/19']]]);

describe('rules of network ACLs', () => {
  it('are read with their protocol by its number', () => {
    const entry = {
      Egress: true,
      RuleNumber: 110,
      RuleAction: 'allow',
      Protocol: '6',
      CidrBlock: '10.0.0.0/8',
    } as const;
    expect(tryAclRule({ ...entry, PortRange: { From: 80, To: 90 } })).toEqual({
      direction: 'out',
      number: 110,
      action: 'allow',
      protocol: 'tcp',
      cidr: '10.0.0.0/8',
      first: 80,
      last: 90,
    });
  });

  it('that say nothing of ports hold for all of them', () => {
    const entry = {
      Egress: false,
      RuleNumber: 32_767,
      RuleAction: 'deny',
      Protocol: '-1',
      CidrBlock: '0.0.0.0/0',
    } as const;
    expect(tryAclRule(entry)).toMatchObject({
      direction: 'in',
      action: 'deny',
      protocol: 'all',
      first: 0,
      last: 65_535,
    });
  });

  it('for IPv6 are left out, as there is none', () => {
    expect(tryAclRule({ Ipv6CidrBlock: '::/0', Protocol: '-1' })).toBeUndefined();
  });

  it('of a protocol that nobody knows are refused', () => {
    expect(() => tryAclRule({ CidrBlock: '0.0.0.0/0', Protocol: '47' })).toThrow('a rule names the protocol 47');
  });
});

describe('rules of security groups', () => {
  const rule = { SecurityGroupRuleId: 'sgr-1', IsEgress: false, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

  it('name a network, the networks of a prefix list, or a group', () => {
    expect(tryGroupRule({ ...rule, CidrIpv4: '10.0.0.0/8' }, lists)?.peer).toEqual({ cidrs: ['10.0.0.0/8'] });
    expect(tryGroupRule({ ...rule, PrefixListId: 'pl-s3' }, lists)?.peer).toEqual({ cidrs: lists.get('pl-s3') });
    expect(tryGroupRule({ ...rule, ReferencedGroupInfo: { GroupId: 'sg-1' } }, lists)?.peer).toEqual({
      groupId: 'sg-1',
    });
  });

  it('with a peer that nobody knows are refused', () => {
    expect(() => tryGroupRule({ ...rule, PrefixListId: 'pl-other' }, lists)).toThrow('the rule sgr-1 names a peer');
  });

  it('for ICMP count for all of it, whatever type they name', () => {
    expect(
      tryGroupRule({ ...rule, IpProtocol: 'icmp', FromPort: 8, ToPort: -1, CidrIpv4: '0.0.0.0/0' }, lists),
    ).toMatchObject({ protocol: 'icmp', first: 0, last: 65_535 });
  });
});

describe('routes', () => {
  it.each([
    [{ GatewayId: 'local' }, 'local', 'local'],
    [{ GatewayId: 'igw-1' }, 'internetGateway', 'igw-1'],
    [{ GatewayId: 'vpce-1' }, 'gatewayEndpoint', 'vpce-1'],
    [{ NatGatewayId: 'nat-1' }, 'natGateway', 'nat-1'],
  ])('%j leads to a %s', (target, kind, id) => {
    expect(routesOf({ DestinationCidrBlock: '0.0.0.0/0', ...target }, lists)).toEqual([
      { cidr: '0.0.0.0/0', target: { kind, id } },
    ]);
  });

  it('to a prefix list are one for each of its networks', () => {
    const routes = routesOf({ DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-1' }, lists);
    expect(routes.map(({ cidr }) => cidr)).toEqual(['52.216.0.0/15', '3.5.0.0/19']);
  });

  it('that lead nowhere are none', () => {
    expect(routesOf({ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'blackhole' }, lists)).toEqual(
      [],
    );
  });

  it('to something that nobody knows are refused', () => {
    expect(() => routesOf({ DestinationCidrBlock: '10.9.0.0/16', TransitGatewayId: 'tgw-1' }, lists)).toThrow(
      'the route to 10.9.0.0/16 leads to something that reach does not know',
    );
  });
});

describe('names', () => {
  it('are those of the tag, else the id', () => {
    expect(named('vpc-1', [{ Key: 'Name', Value: 'mall' }])).toEqual({ id: 'vpc-1', name: 'mall' });
    expect(named('vpc-1', [])).toEqual({ id: 'vpc-1', name: 'vpc-1' });
  });
});
