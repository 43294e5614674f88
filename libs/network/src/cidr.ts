/** An IPv4 network: its first address as a number, and how many leading bits are fixed. */
export interface Cidr {
  readonly first: number;
  readonly bits: number;
}

/** Every IPv4 address. */
export const anywhere = '0.0.0.0/0';

/** Reads `10.0.0.0/16`. `undefined` when it is no IPv4 network or an address within one, such as `10.0.0.1/16`. */
export function tryCidr(text: string): Cidr | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text)?.slice(1).map(Number);
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = parts ?? [];
  if (parts === undefined || [a, b, c, d].some((part) => part > 255) || bits > 32) return undefined;
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  return first % addressesIn(bits) === 0 ? { first, bits } : undefined;
}

/** Writes `10.0.0.0/16`. */
export function cidrText({ first, bits }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join('.')}/${bits}`;
}

/** Whether two networks share an address. */
export function overlap(one: Cidr, other: Cidr): boolean {
  return one.first < endOf(other) && other.first < endOf(one);
}

/** Whether every address of `inner` lies in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.first >= outer.first && endOf(inner) <= endOf(outer);
}

/** The part number `index`, counted from 0, of a network cut into `2 ** moreBits` equal parts. */
export function partOf(network: Cidr, moreBits: number, index: number): Cidr {
  const bits = network.bits + moreBits;
  return { first: network.first + index * addressesIn(bits), bits };
}

function endOf(network: Cidr): number {
  return network.first + addressesIn(network.bits);
}

function addressesIn(bits: number): number {
  return 2 ** (32 - bits);
}
