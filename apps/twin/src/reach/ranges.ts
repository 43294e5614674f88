/** Whole numbers from `first` to `last`, both included: ports or addresses. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Numbers as ranges that ascend and neither touch nor overlap. */
export type RangeSet = readonly Range[];

/** Every port there is. */
export const everyPort: RangeSet = [{ first: 0, last: 65_535 }];

/** Brings ranges into order and joins those that touch. */
export function rangeSet(ranges: readonly Range[]): RangeSet {
  const joined: Range[] = [];
  for (const { first, last } of [...ranges].sort((one, other) => one.first - other.first)) {
    const before = joined.at(-1);
    if (before === undefined || first > before.last + 1) joined.push({ first, last });
    else if (last > before.last) joined[joined.length - 1] = { first: before.first, last };
  }
  return joined;
}

/** What both hold. */
export function intersect(one: RangeSet, other: RangeSet): RangeSet {
  return one.flatMap((a) =>
    other.flatMap((b) => {
      const [first, last] = [Math.max(a.first, b.first), Math.min(a.last, b.last)];
      return first <= last ? [{ first, last }] : [];
    }),
  );
}

/** What the one holds and the other does not. */
export function subtract(one: RangeSet, other: RangeSet): RangeSet {
  return other.reduce<RangeSet>(
    (left, { first, last }) =>
      left.flatMap((range) =>
        [
          { first: range.first, last: Math.min(range.last, first - 1) },
          { first: Math.max(range.first, last + 1), last: range.last },
        ].filter((part) => part.first <= part.last),
      ),
    one,
  );
}

/** Whether the one holds all that the other does. */
export function covers(one: RangeSet, other: RangeSet): boolean {
  return subtract(other, one).length === 0;
}

/** `80, 443, 1024–65535`; `every port` for all of them. */
export function portsText(ports: RangeSet): string {
  if (covers(ports, [{ first: 1, last: 65_535 }])) return 'every port';
  return ports.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`)).join(', ');
}
