import { requireOneOf, requirePattern } from '@mall/foundation';
import type { Construct } from 'constructs';

/** Zones that a new account sees, by region (AWS Regions and Availability Zones, October 2026). Tokyo's b is closed. */
const knownZones: Readonly<Record<string, readonly string[]>> = {
  'ap-northeast-1': ['a', 'c', 'd'],
  'ap-northeast-2': ['a', 'b', 'c', 'd'],
};

/**
 * Requires two zones of a region, by letter.
 *
 * @throws Error when there are not two, or the region has no such zone; of a region that is not listed any letter passes.
 */
export function requireZones(scope: Construct, region: string, zones: readonly string[]): void {
  for (const zone of zones) requirePattern(scope, 'zones', zone, /^[a-z]$/, 'letters of availability zones');
  requirePattern(scope, 'zones', zones.join(), /^(.),(?!\1).$/, 'two different letters');
  for (const zone of zones) requireOneOf(scope, 'zones', zone, knownZones[region] ?? [zone]);
}
