import type { Environment } from './environments';

/** A choice of an environment's row that production may not make. */
interface Demand {
  /** Where it stands in the row. */
  readonly field: string;
  readonly got: (environment: Environment) => string;
  readonly wants: string;
}

/** What customers count on: their orders survive a mistake and a lost zone, and somebody can say who read them. */
const demands: readonly Demand[] = [
  { field: 'deletion', got: ({ deletion }) => deletion.mode, wants: 'protected' },
  { field: 'database.availability', got: ({ database }) => database.availability.mode, wants: 'multiAz' },
  { field: 'natGateways', got: ({ natGateways }) => natGateways.mode, wants: 'perZone' },
  { field: 'accessLogging', got: ({ accessLogging }) => accessLogging.mode, wants: 'bucket' },
  { field: 'governance.dataEvents', got: ({ governance }) => governance.dataEvents.mode, wants: 'personal' },
];

/**
 * Requires of a production row what customers count on; other rows may choose.
 *
 * @throws Error naming the row, the field and the choice.
 */
export function requireProductionGrade(environment: Environment): void {
  if (environment.stage !== 'production') return;
  for (const { field, got, wants } of demands) {
    if (got(environment) !== wants) {
      throw new Error(
        `environments.${environment.name}: '${field}' must be ${wants} in production, got ${got(environment)}`,
      );
    }
  }
}
