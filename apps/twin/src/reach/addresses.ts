import { type Range, type RangeSet, rangeSet, subtract } from './ranges';

/** The addresses of an IPv4 network such as `10.0.0.0/16`. @throws RangeError when it is none. */
export function addressesOf(cidr: string): Range {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr)?.slice(1).map(Number);
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = parts ?? [];
  if (parts === undefined || [a, b, c, d].some((octet) => octet > 255) || bits > 32) {
    throw new RangeError(`'${cidr}' is no IPv4 network`);
  }
  const size = 2 ** (32 - bits);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}

/** How many leading bits a network fixes: the more, the more exactly a route fits. */
export function prefixLength(cidr: string): number {
  return Number(cidr.slice(cidr.indexOf('/') + 1));
}

/** Whether an address lies in a network. */
export function holds(cidr: string, address: number): boolean {
  const { first, last } = addressesOf(cidr);
  return first <= address && address <= last;
}

/** `10.0.0.1`. */
export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** Addresses that no packet of the internet carries (IANA IPv4 special-purpose registry; multicast and reserved from 224 on). */
const notPublic = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
];

/** The addresses of the internet. */
export const publicAddresses: RangeSet = subtract(
  [addressesOf('0.0.0.0/0')],
  rangeSet(notPublic.map((cidr) => addressesOf(cidr))),
);
