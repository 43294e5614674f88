import { propError, requirePattern, requireRange } from '@mall/foundation';
import type { Construct } from 'constructs';

/** How few and how many instances there are. */
export interface Capacity {
  /** At least 2: one in each zone, so that a lost zone leaves an instance. */
  readonly min: number;
  readonly max: number;
}

/** Another capacity from a time on, for example for a sale; a second schedule brings the usual one back. */
export interface CapacitySchedule extends Capacity {
  /** Part of the action's name: `sale-begins`. */
  readonly name: string;
  /** Five fields of cron, in Tokyo's time: `30 19 * * 5`. */
  readonly cron: string;
}

/** Requires at least one instance a zone, and no more at the least than at the most. */
export function requireCapacity(scope: Construct, prop: string, { min, max }: Capacity): void {
  requireRange(scope, `${prop}.min`, min, 2, 1000);
  requireRange(scope, `${prop}.max`, max, 2, 1000);
  if (max < min) throw propError(scope, `${prop}.max`, `at least ${prop}.min, ${min}`, max);
}

/** Requires names that differ, five fields of cron, and capacities that hold. */
export function requireSchedules(scope: Construct, schedules: readonly CapacitySchedule[]): void {
  for (const { name, cron, ...capacity } of schedules) {
    requirePattern(scope, 'schedules', name, /^[a-z][a-z0-9-]{0,30}$/, 'names of lower case letters, digits and -');
    requirePattern(scope, `schedules.${name}.cron`, cron, /^[\d*,/-]+( [\d*,/A-Z-]+){4}$/, 'five fields of cron');
    requireCapacity(scope, `schedules.${name}`, capacity);
  }
  const names = schedules.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw propError(scope, 'schedules', 'names that differ', twice);
}
