/** One metric of CloudWatch and how its values of a period become one. */
export interface MetricFigure {
  readonly kind: 'metric';
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `p95` and the like are percentiles. */
  readonly statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum' | `p${number}`;
}

/** An expression over metrics, in CloudWatch's metric math. */
export interface ExpressionFigure {
  readonly kind: 'expression';
  /** Names the metrics by their keys. */
  readonly expression: string;
  readonly metrics: Readonly<Record<string, MetricFigure>>;
}

/** One alarm: what it looks at, when it goes up, and why so. The table that alarms and dashboard are made from. */
export interface AlarmRow {
  /** Construct id: what the alarm is about, without a value. */
  readonly id: string;
  /** Physical name. */
  readonly name: string;
  /** Title of the message and of the widget, for example `CPU of the busiest web instance`. */
  readonly what: string;
  /** What it means, and why the figures are these, one sentence or two. */
  readonly why: string;
  readonly figure: MetricFigure | ExpressionFigure;
  /** Unit of figure and threshold, CloudWatch's word. */
  readonly unit: 'Percent' | 'Seconds' | 'Milliseconds' | 'Bytes' | 'Count';
  /** 60, 300, 3600 or 86,400 s. */
  readonly periodSeconds: 60 | 300 | 3600 | 86_400;
  /** Periods looked at, and how many of them must be beyond the threshold. */
  readonly periods: number;
  readonly datapoints: number;
  /** The threshold itself is beyond. */
  readonly beyond: 'atLeast' | 'atMost';
  readonly threshold: number;
  /** What a period without figures is: good, bad, or unknown. */
  readonly missing: 'notBreaching' | 'breaching' | 'missing';
  /** File in `docs/operations/runbooks`, without its ending. */
  readonly runbook: string;
  /** Who is told: the topic, those who watch the notifier, or nobody because a composite alarm speaks for it. */
  readonly tells: 'topic' | 'watchers' | 'nobody';
}

/** A metric in one line. */
export function metric(
  namespace: string,
  name: string,
  statistic: MetricFigure['statistic'],
  dimensions: Readonly<Record<string, string>>,
): MetricFigure {
  return { kind: 'metric', namespace, name, statistic, dimensions };
}
