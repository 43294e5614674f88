import { explain } from './explain';
import { tryNode } from './matrix';
import type { NetworkModel } from './model';
import { mallNetwork } from './testing/mall';

const mall = mallNetwork();

function asked(from: string, to: string, port?: number, model: NetworkModel = mall) {
  const [caller, callee] = [tryNode(model, from), tryNode(model, to)];
  if (caller === undefined || callee === undefined) throw new Error('nobody of that name');
  return explain(model, { from: caller, to: callee, port });
}

describe('the answer to who reaches whom', () => {
  it('names everything that blocks, and the road that is there instead', () => {
    const { reached, text } = asked('internet', 'db');
    expect(reached).toBe(false);
    expect(text.split('\n')).toEqual([
      'internet → db on tcp 3306 is blocked.',
      '  db is db',
      '',
      '  ✓ internet gateway internet (igw-1) lets the internet in to public addresses',
      '  ✗ db has no public address to be called at',
      '  ✗ network ACL database lets no tcp 3306 in from the internet',
      '  ✗ security group db lets no tcp 3306 in from the internet',
      '  ✗ route table database (rtb-database) knows no way back to the internet',
      '  ✗ network ACL database lets no answer out to the internet on 1024–65535',
      '',
      'Only by connections of their own, each ended and checked by whoever stands between:',
      '  internet → web-lb 443 → web 80 → was-lb 443 → was 8080 → db 3306',
    ]);
  });

  it('follows a call that is let through, there and back', () => {
    const { reached, text } = asked('was', 'db');
    expect(reached).toBe(true);
    expect(text.split('\n')).toEqual([
      'was → db on tcp 3306 is reached.',
      '  was is was',
      '  db is db',
      '',
      '  ✓ security group client lets tcp 3306 out to db in database-a',
      '  ✓ route table private-a (rtb-private-a) keeps 10.0.0.0/16 inside the network',
      '  ✓ network ACL was lets tcp 3306 out to db in database-a',
      '  ✓ network ACL database lets tcp 3306 in from was in was-a',
      '  ✓ security group db lets tcp 3306 in from was in was-a',
      '  ✓ route table database (rtb-database) keeps 10.0.0.0/16 inside the network',
      '  ✓ network ACL database lets answers out to was in was-a on 32768–60999',
      '  ✓ network ACL was lets answers in from db in database-a on 32768–60999',
    ]);
  });

  it('says what a load balancer forwards', () => {
    expect(asked('web-lb', 'web').text).toContain(
      '• the listener on 443 forwards to port 80 of web by the target group web',
    );
  });

  it('goes out by the NAT gateway of the caller’s own zone', () => {
    expect(asked('web', 'internet').text).toContain('leads to the internet by the NAT gateway nat-a');
    expect(asked('web', 's3').text).toContain('leads to s3 by the gateway endpoint s3 (vpce-s3)');
  });

  it('says which ports are open besides the one that is asked for', () => {
    const { reached, text } = asked('internet', 'web-lb', 22);
    expect(reached).toBe(false);
    expect(text).toContain('✗ security group web-lb lets no tcp 22 in from the internet');
    expect(text).toContain('Open from internet to web-lb altogether: 80, 443.');
  });

  it('knows nodes by their domain names', () => {
    expect(asked('internet', 'mall.example.com').text).toContain('web-lb is web-lb, named mall.example.com');
  });

  it('says that a network has no internet gateway', () => {
    const { text } = asked('internet', 'web-lb', 443, { ...mall, internetGateways: [] });
    expect(text).toContain('✗ network mall (vpc-1) has no internet gateway');
    expect(text).toContain('✗ route table public (rtb-public) knows no way back to the internet');
  });

  it('tells where a call gets through and where it does not', () => {
    const { subnets, ...rest } = mall;
    const oneZoneApart = subnets.map((subnet) =>
      subnet.id === 'web-c' ? { ...subnet, networkAclId: 'database' } : subnet,
    );
    const { reached, text } = asked('web-lb', 'web', 80, { ...rest, subnets: oneZoneApart });
    expect(reached).toBe(true);
    expect(text).toContain('is reached in part');
    expect(text).toContain('From public-a to web-a it is reached:');
    expect(text).toContain('From public-a to web-c it is blocked:');
  });

  it('says that what stands in no subnet is not reached', () => {
    const gone = { ...mall, nodes: mall.nodes.map((node) => (node.name === 'glue' ? { ...node, places: [] } : node)) };
    expect(asked('glue', 'db', 3306, gone)).toMatchObject({ reached: false });
    expect(asked('glue', 'db', 3306, gone).text).toContain('✗ glue stands in no subnet');
  });

  it('refuses to say what happens outside of the network', () => {
    expect(() => asked('internet', 's3')).toThrow('--from or --to must be inside the network, got internet and s3');
  });
});
