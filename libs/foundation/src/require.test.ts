import type { Construct } from 'constructs';
import { requireLogRetention } from './log-retention';
import { requireCount, requireOneOf, requireRange, requireTagText } from './require';
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

  it.each(['', 'because', 'cheap, for now!'])('refuses %j as a reason in a tag', (reason) => {
    expect(at((scope) => requireTagText(scope, 'reason', reason))).toThrow(
      "test: 'reason' must be a sentence of 8 to 256 letters, digits, spaces and _ . : / = + - @, got",
    );
  });

  it.each([30, 364, 366])('refuses %d days for a log: less than a year, or not on offer', (days) => {
    expect(at((scope) => requireLogRetention(scope, 'logDays', days))).toThrow(
      "test: 'logDays' must be one of 365, 400,",
    );
  });
});
