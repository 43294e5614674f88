import { type EnvironmentSettings, propError, type RunningFunction } from '@mall/foundation';
import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import type { AlarmRow } from './alarms/alarm-row';
import { auditRows } from './alarms/audit-rows';
import { databaseRows, type WatchedDatabase } from './alarms/database-rows';
import { deliveryRows, type WatchedStreams } from './alarms/delivery-rows';
import { functionRows } from './alarms/function-rows';
import { deadLetterRows, queueRows } from './alarms/queue-rows';
import { serverRows, type ServerThresholds, type WatchedServer } from './alarms/server-rows';

/** Rows about one subject; they stand together on the dashboard. */
export interface Section {
  /** Construct id of its alarms' scope. */
  readonly id: string;
  readonly title: string;
  readonly rows: readonly AlarmRow[];
}

/** Everything that is watched. */
export interface Watched {
  readonly servers: readonly WatchedServer[];
  /** Availability zones over which requests should spread. */
  readonly zoneNames: readonly string[];
  readonly database: WatchedDatabase;
  readonly functions: readonly RunningFunction[];
  readonly deliveryStreams: WatchedStreams;
  /** Names of queues of work, known before anything is applied. */
  readonly queues: readonly string[];
  /** Names of dead-letter queues, known before anything is applied. */
  readonly deadLetterQueues: readonly string[];
}

/** The table: every alarm, in the order of the dashboard. The notifier's own alarms go past the notifier. */
export function sectionsOf(
  scope: Construct,
  environment: EnvironmentSettings,
  watched: Watched,
  notifier: { readonly function: RunningFunction; readonly deadLetterQueueName: string },
  thresholds: ServerThresholds,
): readonly Section[] {
  const { servers, zoneNames, database, functions, deliveryStreams, queues, deadLetterQueues } = watched;
  for (const name of [database.identifier, ...functions.map((one) => one.name), ...queues, ...deadLetterQueues])
    requireKnown(scope, name);
  for (const name of Object.values(deliveryStreams) as string[]) requireKnown(scope, name);
  const idOf = (name: string) => pascalCase(name.replace(`mall-${environment.name}-`, ''));
  return [
    ...servers.map((server) => ({
      id: pascalCase(server.role),
      title: server.role,
      rows: serverRows(environment, server, zoneNames, thresholds),
    })),
    { id: 'Database', title: 'database', rows: databaseRows(database) },
    ...(database.auditLogGroupName === undefined
      ? []
      : [{ id: 'Audit', title: 'access to the database', rows: auditRows(database.identifier) }]),
    { id: 'Delivery', title: 'clicks', rows: deliveryRows(deliveryStreams) },
    {
      id: 'Functions',
      title: 'functions',
      rows: [
        ...functions.flatMap((one) => prefixed(idOf(one.name), functionRows(one))),
        ...prefixed('Notifier', functionRows(notifier.function, 'watchers')),
      ],
    },
    {
      id: 'Queues',
      title: 'queues',
      rows: [
        ...queues.flatMap((name) => prefixed(idOf(name), queueRows(name))),
        ...deadLetterQueues.flatMap((name) => prefixed(idOf(name), deadLetterRows(name))),
        ...prefixed('Notifier', deadLetterRows(notifier.deadLetterQueueName, 'watchers')),
      ],
    },
  ];
}

/** Alarms are named after what they watch, and a name known only after apply can be part of no name. */
function requireKnown(scope: Construct, name: string): void {
  if (!Token.isUnresolved(name)) return;
  throw propError(scope, 'names', 'known before anything is applied', 'a reference', 'hand over what nameOf gave');
}

function prefixed(prefix: string, rows: readonly AlarmRow[]): readonly AlarmRow[] {
  return rows.map((row) => ({ ...row, id: `${prefix}${row.id}` }));
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
