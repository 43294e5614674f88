import { type Cidr, cidrText, contains, overlap, partOf, tryCidr } from './cidr';

const cidr = (text: string): Cidr => {
  const network = tryCidr(text);
  if (network === undefined) throw new Error(`${text} is no network`);
  return network;
};

describe('cidr', () => {
  it.each(['0.0.0.0/0', '10.0.0.0/8', '192.168.254.0/23', '255.255.255.255/32'])('reads and writes %s', (text) => {
    expect(cidrText(cidr(text))).toBe(text);
  });

  it.each(['10.0.0.1/16', '10.0.0.0', '10.0.0.0/33', '10.0.256.0/24', 'ten', '10.0.0.0/16 '])('refuses %j', (text) => {
    expect(tryCidr(text)).toBeUndefined();
  });

  it('cuts a network into equal parts that touch and do not overlap', () => {
    const parts = Array.from({ length: 16 }, (_, index) => partOf(cidr('172.16.0.0/16'), 4, index));
    expect(parts.map(cidrText).slice(0, 3)).toEqual(['172.16.0.0/20', '172.16.16.0/20', '172.16.32.0/20']);
    expect(cidrText(partOf(cidr('172.16.0.0/16'), 4, 15))).toBe('172.16.240.0/20');
    expect(parts.some((one, index) => parts.slice(index + 1).some((other) => overlap(one, other)))).toBe(false);
  });

  it.each([
    ['10.0.0.0/16', '10.0.128.0/17', true],
    ['10.0.128.0/17', '10.0.0.0/16', true],
    ['10.0.0.0/16', '10.1.0.0/16', false],
    ['10.0.255.0/24', '10.1.0.0/24', false],
  ])('%s and %s share an address: %s', (one, other, shared) => {
    expect(overlap(cidr(one), cidr(other))).toBe(shared);
  });

  it('knows what lies within', () => {
    expect(contains(cidr('172.16.0.0/12'), cidr('172.31.0.0/16'))).toBe(true);
    expect(contains(cidr('172.16.0.0/12'), cidr('172.32.0.0/16'))).toBe(false);
    expect(contains(cidr('10.0.0.0/16'), cidr('10.0.0.0/8'))).toBe(false);
  });
});
