import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
  type CloudwatchMetricAlarmMetricQuery,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { requireRange } from '@mall/foundation';
import { Construct } from 'constructs';
import type { AlarmRow, ExpressionFigure, MetricFigure } from './alarm-row';

export interface AlarmProps {
  readonly row: AlarmRow;
  /** Topics that hear when it goes up; empty when another alarm speaks for it. */
  readonly topicArns: readonly string[];
  /** Where runbooks are read. */
  readonly runbookUrl: string;
}

export interface AlarmOutputs {
  readonly arn: string;
  readonly name: string;
}

/** Longest time that an alarm may look back, in seconds (Amazon CloudWatch: evaluating an alarm). */
const LONGEST_LOOK_BACK_SECONDS = 86_400;

const operators = { atLeast: 'GreaterThanOrEqualToThreshold', atMost: 'LessThanOrEqualToThreshold' } as const;

/** An alarm made from a row of the table. It tells when it goes up, and not when it comes down: the dashboard shows that. */
export class Alarm extends Construct {
  public readonly outputs: AlarmOutputs;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { row, topicArns, runbookUrl } = props;
    requireRange(this, 'datapoints', row.datapoints, 1, row.periods);
    requireRange(this, 'periods', row.periods, 1, LONGEST_LOOK_BACK_SECONDS / row.periodSeconds);
    const alarm = new CloudwatchMetricAlarm(this, 'Alarm', {
      alarmName: row.name,
      alarmDescription: describe(row, runbookUrl),
      ...watched(row),
      comparisonOperator: operators[row.beyond],
      threshold: row.threshold,
      evaluationPeriods: row.periods,
      datapointsToAlarm: row.datapoints,
      treatMissingData: row.missing,
      alarmActions: [...topicArns],
    });
    this.outputs = { arn: alarm.arn, name: alarm.alarmName };
  }
}

/** What the notifier reads: two lines for people, then labelled ones. */
export function describe(
  row: Pick<AlarmRow, 'what' | 'why' | 'runbook'> & { unit?: string },
  runbookUrl: string,
): string {
  const unit = row.unit === undefined ? [] : [`Unit: ${row.unit}`];
  return [row.what, row.why, ...unit, `Runbook: ${runbookUrl}/${row.runbook}.md`].join('\n');
}

function watched({ figure, periodSeconds, what }: AlarmRow): Partial<CloudwatchMetricAlarmConfig> {
  if (figure.kind === 'expression') return { metricQuery: queries(figure, periodSeconds, what) };
  const { namespace, name: metricName, statistic } = figure;
  return {
    namespace,
    metricName,
    dimensions: figure.dimensions,
    period: periodSeconds,
    // A percentile of a handful of requests says nothing.
    ...(statistic.startsWith('p')
      ? { extendedStatistic: statistic, evaluateLowSampleCountPercentiles: 'ignore' }
      : { statistic }),
  };
}

function queries(
  { expression, metrics }: ExpressionFigure,
  period: number,
  label: string,
): CloudwatchMetricAlarmMetricQuery[] {
  const query = (id: string, { namespace, name, dimensions, statistic: stat }: MetricFigure) => ({
    id,
    metric: { namespace, metricName: name, dimensions, period, stat },
  });
  return [
    { id: 'figure', expression, label, returnData: true },
    ...Object.entries(metrics).map(([id, figure]) => query(id, figure)),
  ];
}
