import type { ResourceAttributes, SynthesizedStack } from '@mall/foundation';
import type { Call } from './firewall';
import { reference, server, wasProps, webProps } from './testing';

/** Every opening of a stack: from whom to whom, on which ports. */
function openings(json: SynthesizedStack, type: 'ingress' | 'egress'): string[] {
  const names = new Map(
    ['LoadBalancer', 'Instances'].map((word) => [reference(json, 'aws_security_group', word), word]),
  );
  const name = (id: unknown) => names.get(String(id)) ?? String(id);
  const peer = (rule: ResourceAttributes) => rule.cidr_ipv4 ?? name(rule.referenced_security_group_id);
  return json.all(`aws_vpc_security_group_${type}_rule`).map((rule) => {
    expect(rule).toMatchObject({ ip_protocol: 'tcp', to_port: rule.from_port });
    const ends = [String(peer(rule)), name(rule.security_group_id)];
    return `${(type === 'ingress' ? ends : ends.reverse()).join(' → ')}:${String(rule.from_port)}`;
  });
}

const toWas: Call = { name: 'was', securityGroupId: 'sg-was', port: 443 };

describe('the firewall', () => {
  it('lets the internet in to the public load balancer only, and everything else by groups', () => {
    expect(openings(server({ calls: [toWas] }), 'ingress').sort()).toEqual([
      '0.0.0.0/0 → LoadBalancer:443',
      '0.0.0.0/0 → LoadBalancer:80',
      'Instances → sg-was:443',
      'LoadBalancer → Instances:80',
    ]);
  });

  it('opens nothing to an address when the load balancer is internal', () => {
    expect(openings(server({}, wasProps), 'ingress')).toEqual(['LoadBalancer → Instances:8080']);
  });

  it('lets instances out to what they call, and to HTTPS', () => {
    expect(openings(server({ calls: [toWas] }), 'egress').sort()).toEqual([
      'Instances → 0.0.0.0/0:443',
      'Instances → sg-was:443',
      'LoadBalancer → Instances:80',
    ]);
  });

  it('opens no port 22', () => {
    const rules = [...openings(server(), 'ingress'), ...openings(server(), 'egress')];
    expect(rules.filter((rule) => rule.endsWith(':22'))).toEqual([]);
  });

  it('is up before the first instance boots, and holds the groups of others too', () => {
    const json = server({ memberOf: ['sg-database-client'] });
    expect(json.only('aws_autoscaling_group').depends_on).toEqual([expect.stringMatching(/HttpsOut/)]);
    expect(json.only('aws_launch_template').vpc_security_group_ids).toEqual([
      reference(json, 'aws_security_group', 'Instances'),
      'sg-database-client',
    ]);
  });

  it('stands around the load balancer as well', () => {
    const json = server({}, webProps);
    expect(json.only('aws_lb').security_groups).toEqual([reference(json, 'aws_security_group', 'LoadBalancer')]);
  });
});
