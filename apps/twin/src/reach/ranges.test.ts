import { covers, intersect, portsText, type RangeSet, rangeSet, subtract } from './ranges';

/** Every set of the numbers from 0 to 5. */
const sets = Array.from({ length: 64 }, (_, bits) => [0, 1, 2, 3, 4, 5].filter((number) => (bits >> number) % 2 === 1));
const setOf = (numbers: readonly number[]): RangeSet =>
  rangeSet(numbers.map((number) => ({ first: number, last: number })));
const pairs = sets.flatMap((one) => sets.map((other) => [one, other] as const));

describe('sets of ranges', () => {
  it('join what touches or overlaps', () => {
    expect(
      rangeSet([
        { first: 5, last: 9 },
        { first: 1, last: 4 },
        { first: 7, last: 8 },
        { first: 11, last: 12 },
      ]),
    ).toEqual([
      { first: 1, last: 9 },
      { first: 11, last: 12 },
    ]);
  });

  it('intersect, subtract and cover as sets of numbers do, for every pair of small sets', () => {
    for (const [one, other] of pairs) {
      expect(intersect(setOf(one), setOf(other))).toEqual(setOf(one.filter((number) => other.includes(number))));
      expect(subtract(setOf(one), setOf(other))).toEqual(setOf(one.filter((number) => !other.includes(number))));
      expect(covers(setOf(one), setOf(other))).toBe(other.every((number) => one.includes(number)));
    }
  });

  it.each([
    [[80, 443], '80, 443'],
    [[80, 81, 82], '80–82'],
    [[], ''],
  ])('%j reads %j', (numbers, text) => {
    expect(portsText(setOf(numbers))).toBe(text);
  });

  it('reads as every port from 0 or 1 on', () => {
    expect(portsText([{ first: 0, last: 65_535 }])).toBe('every port');
    expect(portsText([{ first: 1, last: 65_535 }])).toBe('every port');
    expect(portsText([{ first: 2, last: 65_535 }])).toBe('2–65535');
  });
});
