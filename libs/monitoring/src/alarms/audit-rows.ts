import { type AlarmRow, metric } from './alarm-row';

/** Metrics that `AuditMetrics` makes of the audit log. */
export const auditMetrics = { namespace: 'Mall/Database', entries: 'AuditEntries', refused: 'RefusedConnections' };

/** Rows of the database's audit log: that it is there, and who knocks. `database` is the instance's identifier, which the rows are named after. */
export function auditRows(database: string): readonly AlarmRow[] {
  const own = (name: string) => metric(auditMetrics.namespace, name, 'Sum', {});
  return [
    {
      id: 'AuditSilent',
      name: `${database}-audit-silent`,
      what: 'Entries of the audit log in a day',
      why: 'The nightly extract connects once at least: a day without an entry means that nothing is written down.',
      figure: own(auditMetrics.entries),
      unit: 'Count',
      periodSeconds: 86_400,
      periods: 1,
      datapoints: 1,
      beyond: 'atMost',
      threshold: 0,
      missing: 'breaching',
      runbook: 'audit-silent',
      tells: 'topic',
    },
    {
      id: 'RefusedConnections',
      name: `${database}-refused-connections`,
      what: 'Connections that the database refused',
      why: 'Ten in five minutes are no typing error: a password that was changed in one place only, or somebody who tries.',
      figure: own(auditMetrics.refused),
      unit: 'Count',
      periodSeconds: 300,
      periods: 1,
      datapoints: 1,
      beyond: 'atLeast',
      threshold: 10,
      missing: 'notBreaching',
      runbook: 'refused-connections',
      tells: 'topic',
    },
  ];
}
