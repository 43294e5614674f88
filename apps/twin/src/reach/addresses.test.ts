import { addressesOf, addressText, holds, publicAddresses } from './addresses';
import { covers } from './ranges';

const address = (text: string) => addressesOf(`${text}/32`).first;

describe('addresses', () => {
  it.each(['0.0.0.0', '10.0.0.1', '203.0.113.7', '255.255.255.255'])('reads and writes %s', (text) => {
    expect(addressText(address(text))).toBe(text);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.256/24', 'fd00::/8'])('refuses %s', (text) => {
    expect(() => addressesOf(text)).toThrow(`'${text}' is no IPv4 network`);
  });

  it('knows the first and the last of a network, and what lies beside it', () => {
    expect(['10.0.16.0', '10.0.31.255'].map((text) => holds('10.0.16.0/20', address(text)))).toEqual([true, true]);
    expect(['10.0.15.255', '10.0.32.0'].map((text) => holds('10.0.16.0/20', address(text)))).toEqual([false, false]);
  });

  it.each([
    ['8.8.8.8', true],
    ['203.0.113.7', true],
    ['10.1.2.3', false],
    ['172.31.0.1', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['224.0.0.1', false],
  ])('%s is of the internet: %s', (text, expected) => {
    expect(covers(publicAddresses, [{ first: address(text), last: address(text) }])).toBe(expected);
  });
});
