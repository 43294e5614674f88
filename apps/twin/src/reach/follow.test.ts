import { cellOf, cellText } from './cell';
import { everybody, type NetworkModel } from './model';
import { allowed, group, groupRule, route } from './testing/build';
import { pairNetwork } from './testing/pair';

const anywhere = '0.0.0.0/0';
const others = (['in', 'out'] as const).flatMap((direction) => allowed(direction, [anywhere, [0, 65_535]]));

/** The open network with some of its parts replaced. */
function network(change: Partial<NetworkModel> = {}): NetworkModel {
  return { ...pairNetwork(), ...change };
}

/** What the one reaches of the other over TCP. */
function reached(model: NetworkModel, from = 'caller', to = 'callee'): string {
  const [caller, callee] = [from, to].map((name) => everybody(model).find((node) => node.name === name));
  if (caller === undefined || callee === undefined) throw new Error('nobody of that name');
  return cellText(cellOf(model, caller, callee).filter(({ protocol }) => protocol === 'tcp'));
}

const withGroups = (...securityGroups: NetworkModel['securityGroups']) => network({ securityGroups });
const openGroup = (id: string) =>
  group(id, groupRule('in', [0, 65_535], anywhere), groupRule('out', [0, 65_535], anywhere));
const withAcls = (one: NetworkModel['networkAcls'][number]['rules'], two: typeof one = others) =>
  network({
    networkAcls: [
      { id: 'acl-one', name: 'acl-one', rules: one },
      { id: 'acl-two', name: 'acl-two', rules: two },
    ],
  });
const withRoutes = (one: readonly (readonly [string, string])[], two = one) => ({
  routeTables: [
    { id: 'table-one', name: 'table-one', routes: one.map(([cidr, id]) => route(cidr, id)) },
    { id: 'table-two', name: 'table-two', routes: two.map(([cidr, id]) => route(cidr, id)) },
  ],
});
const inside = ['10.0.0.0/16', 'local'] as const;

describe('an open network', () => {
  it.each([
    ['caller', 'callee'],
    ['internet', 'callee'],
    ['caller', 'internet'],
    ['caller', 's3'],
  ])('lets %s reach %s on every port', (from, to) => {
    expect(reached(network(), from, to)).toBe('every port');
  });
});

describe('security groups', () => {
  it('of the caller must let the call out', () => {
    expect(reached(withGroups(group('caller', groupRule('out', 443, anywhere)), openGroup('callee')))).toBe('443');
  });

  it('of the callee must let the call in', () => {
    expect(reached(withGroups(openGroup('caller'), group('callee', groupRule('in', [80, 90], anywhere))))).toBe(
      '80–90',
    );
  });

  it('let in by no rule that lets out, and out by none that lets in', () => {
    expect(reached(withGroups(group('caller', groupRule('in', 443, anywhere)), openGroup('callee')))).toBe('');
    expect(reached(withGroups(openGroup('caller'), group('callee', groupRule('out', 443, anywhere))))).toBe('');
  });

  it('hold for calls to the outside and from it', () => {
    const model = withGroups(
      group('caller', groupRule('out', 443, anywhere)),
      group('callee', groupRule('in', 80, anywhere)),
    );
    expect(reached(model, 'caller', 'internet')).toBe('443');
    expect(reached(model, 'internet', 'callee')).toBe('80');
  });

  it('let answers through by themselves', () => {
    const model = withGroups(
      group('caller', groupRule('out', 443, anywhere)),
      group('callee', groupRule('in', 443, anywhere)),
    );
    expect(reached(model)).toBe('443');
  });

  it('let in the members of a group, and nobody by the address of one', () => {
    const model = (peer: string) => withGroups(openGroup('caller'), group('callee', groupRule('in', 443, peer)));
    expect(reached(model('caller'))).toBe('443');
    expect(reached(model('somebody-else'))).toBe('');
    expect(reached(model('caller'), 'internet')).toBe('');
  });

  it('let in only the network that a rule names', () => {
    const model = (peer: string) => withGroups(openGroup('caller'), group('callee', groupRule('in', 443, peer)));
    expect(reached(model('10.0.0.0/24'))).toBe('443');
    expect(reached(model('10.0.1.0/24'))).toBe('');
  });

  it('of one interface add up', () => {
    const { nodes } = pairNetwork();
    const model: NetworkModel = {
      ...withGroups(
        openGroup('caller'),
        group('callee', groupRule('in', 80, anywhere)),
        group('more', groupRule('in', 443, anywhere)),
      ),
      nodes: nodes.map((one) => ({
        ...one,
        places: one.places.map((place) => ({
          ...place,
          securityGroupIds: one.name === 'callee' ? ['callee', 'more'] : ['caller'],
        })),
      })),
    };
    expect(reached(model)).toBe('80, 443');
  });

  it('tell protocols apart', () => {
    const model = withGroups(openGroup('caller'), group('callee', groupRule('in', 53, anywhere, 'udp')));
    expect(reached(model)).toBe('');
  });

  it('that let in some of the internet only open a port in part', () => {
    const model = withGroups(openGroup('caller'), group('callee', groupRule('in', 22, '203.0.113.0/24')));
    expect(reached(model, 'internet')).toBe('22 in part');
  });
});

describe('network ACLs', () => {
  it('let nothing through without a rule', () => {
    expect(reached(withAcls([]))).toBe('');
  });

  it('let out on the caller’s side and in on the callee’s', () => {
    expect(reached(withAcls([...allowed('out', [anywhere, 443]), ...allowed('in', [anywhere, [0, 65_535]])]))).toBe(
      '443',
    );
    const second = [...allowed('in', [anywhere, 80]), ...allowed('out', [anywhere, [0, 65_535]])];
    expect(reached(withAcls(others, second))).toBe('80');
  });

  it('keep no state: answers need rules of their own on both sides', () => {
    const callOnly = allowed('out', [anywhere, 443]);
    expect(reached(withAcls(callOnly))).toBe('');
    expect(reached(withAcls(others, allowed('in', [anywhere, 443])))).toBe('');
  });

  it('hold for calls to the outside and for its answers', () => {
    const rules = [...allowed('out', [anywhere, 443]), ...allowed('in', [anywhere, [0, 65_535]])];
    expect(reached(withAcls(rules), 'caller', 'internet')).toBe('443');
    expect(reached(withAcls(allowed('out', [anywhere, 443])), 'caller', 'internet')).toBe('');
  });

  it('that let answers back to some of a caller’s ports open in part', () => {
    const half = [...allowed('out', [anywhere, 443]), ...allowed('in', [anywhere, [32_768, 50_000]])];
    expect(reached(withAcls(half))).toBe('443 in part');
    const whole = [...allowed('out', [anywhere, 443]), ...allowed('in', [anywhere, [32_768, 60_999]])];
    expect(reached(withAcls(whole))).toBe('443');
  });

  it('expect callers from the internet on ports from 1024 on', () => {
    const answers = (first: number) => [
      ...allowed('in', [anywhere, 443]),
      ...allowed('out', [anywhere, [first, 65_535]]),
    ];
    expect(reached(withAcls(others, answers(1_024)), 'internet')).toBe('443');
    expect(reached(withAcls(others, answers(32_768)), 'internet')).toBe('443 in part');
  });

  it('decide by the first rule that fits', () => {
    const deny = (number: number) => ({
      ...pairNetwork().networkAcls[0]?.rules[0],
      direction: 'in' as const,
      action: 'deny' as const,
      protocol: 'tcp' as const,
      cidr: '10.0.0.0/24',
      number,
      first: 22,
      last: 22,
    });
    const rules = (number: number) => [...others, deny(number)];
    expect(reached(withAcls(others, rules(50)))).toBe('0–21, 23–65535');
    expect(reached(withAcls(others, rules(500)))).toBe('every port');
  });

  it('do not stand inside of a subnet', () => {
    const { nodes } = pairNetwork();
    const together = nodes.map((one) => ({
      ...one,
      places: one.places.map((place) => ({ ...place, subnetId: 'one' })),
    }));
    expect(reached({ ...withAcls([]), nodes: together })).toBe('every port');
  });
});

describe('routes', () => {
  it('must stay inside for a call inside, there and back', () => {
    expect(reached(network(withRoutes([[anywhere, 'igw']], [inside])))).toBe('');
    expect(reached(network(withRoutes([inside], [[anywhere, 'igw']])))).toBe('');
    expect(reached(network(withRoutes([inside])))).toBe('every port');
  });

  it('inside win over others of the same network', () => {
    expect(reached(network(withRoutes([['10.0.0.0/16', 'igw'], inside])))).toBe('every port');
  });

  it('that fit more exactly win', () => {
    expect(reached(network(withRoutes([inside, ['10.0.1.0/24', 'igw']], [inside])))).toBe('');
  });

  it('out of the network are needed both to call and to be called', () => {
    expect(reached(network(withRoutes([inside])), 'caller', 'internet')).toBe('');
    expect(reached(network(withRoutes([inside])), 'internet', 'callee')).toBe('');
  });

  it('to a gateway that is gone lead nowhere', () => {
    const model = network({ internetGateways: [] });
    expect(reached(model, 'caller', 'internet')).toBe('');
    expect(reached(model, 'internet', 'callee')).toBe('');
  });
});

describe('public addresses', () => {
  const hidden = network({
    nodes: pairNetwork().nodes.map((one) => ({
      ...one,
      places: one.places.map((place) => ({ ...place, publicAddress: false })),
    })),
  });

  it('are needed to be called from the internet and to call it, though the route is there', () => {
    expect(reached(hidden, 'internet', 'callee')).toBe('');
    expect(reached(hidden, 'caller', 'internet')).toBe('');
  });

  it('are not needed inside', () => {
    expect(reached(hidden)).toBe('every port');
  });
});

describe('a NAT gateway', () => {
  const [caller, s3] = ['10.0.0.0/24', '52.216.0.0/15'];
  const nat = { id: 'nat', name: 'nat', subnetId: 'two' };
  const routes = withRoutes([inside, [anywhere, 'nat']], [inside, [anywhere, 'igw']]);
  const behindNat = (change: Partial<NetworkModel> = {}) => ({
    ...network({ natGateways: [nat], ...routes }),
    nodes: pairNetwork().nodes.map((one) => ({
      ...one,
      places: one.places.map((place) => ({ ...place, publicAddress: false })),
    })),
    ...change,
  });

  it('leads out without a public address, and nobody in', () => {
    expect(reached(behindNat(), 'caller', 'internet')).toBe('every port');
    expect(reached(behindNat(), 'internet', 'caller')).toBe('');
  });

  it('that is gone leads nowhere', () => {
    expect(reached(behindNat({ natGateways: [] }), 'caller', 'internet')).toBe('');
  });

  it('needs a way on from its own subnet', () => {
    expect(reached(behindNat(withRoutes([inside, [anywhere, 'nat']], [inside])), 'caller', 'internet')).toBe('');
  });

  it.each<[string, NetworkModel['networkAcls'][number]['rules'], string]>([
    ['lets the call in', [...allowed('in', [s3, [0, 65_535]]), ...allowed('out', [anywhere, [0, 65_535]])], ''],
    ['lets the call out', [...allowed('in', [anywhere, [0, 65_535]]), ...allowed('out', [caller, [0, 65_535]])], ''],
    ['lets answers in', [...allowed('in', [caller, [0, 65_535]]), ...allowed('out', [anywhere, [0, 65_535]])], ''],
    [
      'lets answers in to every port that it calls from',
      [
        ...allowed('in', [caller, [0, 65_535]], [anywhere, [32_768, 60_999]]),
        ...allowed('out', [anywhere, [0, 65_535]]),
      ],
      'every port in part',
    ],
    ['lets answers out', [...allowed('in', [anywhere, [0, 65_535]]), ...allowed('out', [s3, [0, 65_535]])], ''],
  ])('serves only when its subnet’s network ACL %s', (_, rules, expected) => {
    const { networkAcls } = withAcls(others, rules);
    expect(reached(behindNat({ networkAcls }), 'caller', 's3')).toBe(expected);
  });
});

describe('a gateway endpoint', () => {
  const toS3 = withRoutes([inside, ['52.216.0.0/15', 'vpce']]);

  it('leads to its service alone', () => {
    const model = network({ gatewayEndpoints: [{ id: 'vpce', name: 's3' }], ...toS3 });
    expect(reached(model, 'caller', 's3')).toBe('every port');
    expect(reached(model, 'caller', 'internet')).toBe('');
  });

  it('that is gone leads nowhere', () => {
    expect(reached(network(toS3), 'caller', 's3')).toBe('');
  });
});
