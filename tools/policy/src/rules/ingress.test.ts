import { ingress } from './ingress';
import { findings, stackWith } from './testing';

const opening = (rule: object, balancer: object = {}) =>
  findings(
    ingress,
    stackWith({
      aws_security_group: { G: { name: 'g' } },
      aws_vpc_security_group_ingress_rule: {
        R: {
          security_group_id: '${aws_security_group.G.id}',
          cidr_ipv4: '0.0.0.0/0',
          from_port: 443,
          to_port: 443,
          ...rule,
        },
      },
      aws_lb: { B: { internal: false, security_groups: ['${aws_security_group.G.id}'], ...balancer } },
    }),
  );
const finding = (from: string, to = from) =>
  `R: 'ingress' must let in the internet on 80 or 443 of a public load balancer only, got ${from} to ${to}`;

describe('ingress', () => {
  it.each([80, 443])('from everywhere is for the public load balancer on %i', (port) => {
    expect(opening({ from_port: port, to_port: port })).toEqual([]);
  });

  it.each([
    ['another port', { from_port: 22, to_port: 22 }, finding('22')],
    ['a range', { from_port: 80, to_port: 443 }, finding('80', '443')],
    ['every port', { from_port: undefined, to_port: undefined }, finding('all')],
    ['IPv6 as well', { cidr_ipv4: undefined, cidr_ipv6: '::/0', from_port: 22, to_port: 22 }, finding('22')],
  ])('from everywhere is refused on %s', (_, rule, expected) => {
    expect(opening(rule)).toEqual([expected]);
  });

  it.each([
    ['an internal load balancer', { internal: true }],
    ['no load balancer', { security_groups: ['${aws_security_group.Other.id}'] }],
  ])('from everywhere is refused for %s', (_, balancer) => {
    expect(opening({}, balancer)).toEqual([finding('443')]);
  });

  it('from within is nobody else’s business', () => {
    expect(opening({ cidr_ipv4: '10.0.0.0/16', from_port: 22, to_port: 22 }, { internal: true })).toEqual([]);
  });

  it.each([
    ['aws_security_group', { ingress: [{ cidr_blocks: ['0.0.0.0/0'], from_port: 22, to_port: 22 }] }],
    ['aws_default_security_group', { ingress: { ipv6_cidr_blocks: ['::/0'], from_port: 22, to_port: 22 } }],
    ['aws_security_group_rule', { type: 'ingress', cidr_blocks: ['0.0.0.0/0'], from_port: 22, to_port: 22 }],
  ])('is found in %s too', (type, given) => {
    expect(findings(ingress, stackWith({ [type]: { R: given } }))).toEqual([finding('22')]);
  });
});
