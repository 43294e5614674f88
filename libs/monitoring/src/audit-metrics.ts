import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { type EnvironmentSettings, nameOf } from '@mall/foundation';
import { Construct } from 'constructs';
import { auditMetrics } from './alarms/audit-rows';

export interface AuditMetricsProps {
  readonly environment: EnvironmentSettings;
  /** Log group of the database's audit plugin. */
  readonly logGroupName: string;
}

/** Counts entries and refused connections in the audit log. About 0.30 USD a month for each (CloudWatch pricing, October 2026). */
export class AuditMetrics extends Construct {
  constructor(scope: Construct, id: string, props: AuditMetricsProps) {
    super(scope, id);
    const { environment, logGroupName } = props;
    const { namespace, entries, refused } = auditMetrics;
    const filter = (name: string, role: string, pattern: string) =>
      new CloudwatchLogMetricFilter(this, name, {
        name: nameOf(environment, 'monitoring', role),
        logGroupName,
        pattern,
        metricTransformation: { namespace, name, value: '1' },
      });
    filter(entries, 'audit-entries', '');
    // The plugin's word for a connection that was refused (MariaDB audit plugin on RDS: operations).
    filter(refused, 'refused-connections', 'FAILED_CONNECT');
  }
}
