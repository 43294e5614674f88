import type { Construct } from 'constructs';
import { requireCount, requireOneOf, requireRange } from './require';
import { synthesize } from './synthesize';

const at = (check: (scope: Construct) => void) => () => synthesize(check);

describe('require', () => {
  it.each([0, 36, 1.5])('refuses %d outside a range in one sentence', (value) => {
    expect(at((scope) => requireRange(scope, 'retentionDays', value, 1, 35))).toThrow(
      `test: 'retentionDays' must be between 1 and 35, got ${value}`,
    );
  });

  it.each([1, 35])('accepts the bound %d', (value) => {
    expect(at((scope) => requireRange(scope, 'retentionDays', value, 1, 35))).not.toThrow();
  });

  it('lists the words it accepts', () => {
    expect(at((scope) => requireOneOf(scope, 'mode', 'dialy', ['daily', 'none']))).toThrow(
      "test: 'mode' must be one of daily, none, got dialy",
    );
  });

  it('counts list entries', () => {
    expect(at((scope) => requireCount(scope, 'subnetIds', ['subnet-a'], 2))).toThrow(
      "test: 'subnetIds' must be a list of at least 2, got 1 entries",
    );
  });
});
