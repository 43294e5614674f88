import type { RunningFunction } from '@mall/foundation';
import { type AlarmRow, metric, type MetricFigure } from './alarm-row';

/** Rows of one function. `tells` is other than the topic for the function that reads the topic. */
export function functionRows(
  { name, timeoutSeconds }: RunningFunction,
  tells: AlarmRow['tells'] = 'topic',
): readonly AlarmRow[] {
  const lambda = (metricName: string, statistic: MetricFigure['statistic']) =>
    metric('AWS/Lambda', metricName, statistic, { FunctionName: name });
  // A function that nobody calls reports nothing.
  const common = { periodSeconds: 300, beyond: 'atLeast', missing: 'notBreaching', tells } as const;
  return [
    {
      id: 'Errors',
      name: `${name}-errors`,
      what: `Failed invocations of ${name}`,
      why: 'Each is an event that was not dealt with yet; the first is told, as functions here run a few times a day.',
      figure: lambda('Errors', 'Sum'),
      unit: 'Count',
      periods: 1,
      datapoints: 1,
      threshold: 1,
      runbook: 'function-errors',
      ...common,
    },
    {
      id: 'Throttles',
      name: `${name}-throttles`,
      what: `Invocations of ${name} that had to wait`,
      why: 'Lambda tries again by itself, so only a quarter of an hour of waiting is told.',
      figure: lambda('Throttles', 'Sum'),
      unit: 'Count',
      periods: 3,
      datapoints: 3,
      threshold: 1,
      runbook: 'function-throttles',
      ...common,
    },
    {
      id: 'Duration',
      name: `${name}-duration`,
      what: `Longest run of ${name}`,
      why: `Nine tenths of the ${timeoutSeconds} s after which Lambda ends it: the next larger input would not be finished.`,
      figure: lambda('Duration', 'Maximum'),
      unit: 'Milliseconds',
      periods: 1,
      datapoints: 1,
      threshold: timeoutSeconds * 900,
      runbook: 'function-duration',
      ...common,
    },
  ];
}
