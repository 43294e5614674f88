import { type AlarmRow, metric, type MetricFigure } from './alarm-row';

/** The database as alarms see it. */
export interface WatchedDatabase {
  readonly identifier: string;
  /** Storage at the start, in GiB. */
  readonly storageGib: number;
  /** Connections that its parameters or its memory allow. */
  readonly connectionLimit: number;
  /** Identifiers of read replicas. @default none */
  readonly replicaIdentifiers?: readonly string[];
  /** Log group of the audit plugin. @default the plugin writes none */
  readonly auditLogGroupName?: string;
}

const rds = (name: string, statistic: MetricFigure['statistic'], DBInstanceIdentifier: string) =>
  metric('AWS/RDS', name, statistic, { DBInstanceIdentifier });

/** RDS enlarges the storage when a tenth is free (Amazon RDS: storage autoscaling): half of that means it did not. */
const FREE_SHARE = 0.05;

/** Rows of the database and of its replicas. */
export function databaseRows(database: WatchedDatabase): readonly AlarmRow[] {
  const { identifier, storageGib, connectionLimit, replicaIdentifiers = [] } = database;
  const quarter = { periodSeconds: 300, periods: 3, datapoints: 3 } as const;
  return [
    {
      id: 'Cpu',
      name: `${identifier}-cpu`,
      what: 'CPU of the database',
      why: 'A quarter of an hour, as the nightly extract takes minutes; from here on queries wait for each other.',
      figure: rds('CPUUtilization', 'Average', identifier),
      unit: 'Percent',
      ...quarter,
      beyond: 'atLeast',
      threshold: 80,
      missing: 'missing',
      runbook: 'database-cpu',
      tells: 'nobody',
    },
    {
      id: 'Connections',
      name: `${identifier}-connections`,
      what: 'Connections to the database',
      why: `Four fifths of the ${connectionLimit} that it takes: the next release or scaling step would be refused.`,
      figure: rds('DatabaseConnections', 'Maximum', identifier),
      unit: 'Count',
      ...quarter,
      beyond: 'atLeast',
      threshold: Math.floor(connectionLimit * 0.8),
      missing: 'missing',
      runbook: 'connections',
      tells: 'nobody',
    },
    {
      id: 'FreeStorage',
      name: `${identifier}-free-storage`,
      what: 'Free storage of the database',
      why: 'RDS grows the storage by itself when a tenth is free, so less means that it cannot: the limit is reached, or it grew less than six hours ago.',
      figure: rds('FreeStorageSpace', 'Minimum', identifier),
      unit: 'Bytes',
      ...quarter,
      beyond: 'atMost',
      threshold: Math.floor(storageGib * FREE_SHARE * 1024 ** 3),
      missing: 'missing',
      runbook: 'free-storage',
      tells: 'topic',
    },
    ...replicaIdentifiers.map((replica, at) => lagRow(replica, at)),
  ];
}

function lagRow(replica: string, at: number): AlarmRow {
  return {
    id: `ReplicaLag${at + 1}`,
    name: `${replica}-lag`,
    what: 'How far the replica is behind',
    why: 'A minute for five minutes is no burst of writes any more; RDS says -1 when replication stands still, which is counted as an hour.',
    figure: {
      kind: 'expression',
      expression: 'IF(lag < 0, 3600, lag)',
      metrics: { lag: rds('ReplicaLag', 'Maximum', replica) },
    },
    unit: 'Seconds',
    periodSeconds: 60,
    periods: 5,
    datapoints: 5,
    beyond: 'atLeast',
    threshold: 60,
    missing: 'breaching',
    runbook: 'replica-lag',
    tells: 'topic',
  };
}
