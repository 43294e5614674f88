import { type AlarmRow, metric, type MetricFigure } from './alarm-row';

/** The delivery streams of clicks. Names are known before anything is applied: alarms are named after them. */
export interface WatchedStreams {
  /** Stream of what is a click. */
  readonly clicks: string;
  /** Stream of lines that are no click: it alone writes below `errors/` of the quarantine bucket. */
  readonly rejected: string;
}

/** What the quality gate of the tables takes as well (docs/decisions/0005-gate.md). */
const REJECTED_PERCENT = 5;

const firehose = (name: string, statistic: MetricFigure['statistic'], DeliveryStreamName: string) =>
  metric('AWS/Firehose', name, statistic, { DeliveryStreamName });

/**
 * Rows of the delivery streams. That the error prefixes grow is seen in Firehose's own metrics and not in S3's: they cost nothing,
 * come within a minute and count records, where S3 counts the bucket once a day, or requests for a price per prefix.
 */
export function deliveryRows({ clicks, rejected }: WatchedStreams): readonly AlarmRow[] {
  return [
    freshness('Clicks', clicks),
    freshness('Rejected', rejected),
    {
      id: 'RejectedShare',
      name: `${rejected}-share`,
      what: 'Share of lines that are no click',
      why: 'The prefix errors/ grows faster than bots explain: a new log format or a broken producer; below a hundred lines in five minutes chance decides.',
      figure: {
        kind: 'expression',
        expression: 'IF(FILL(bad, 0) + FILL(good, 0) >= 100, 100 * FILL(bad, 0) / (FILL(bad, 0) + FILL(good, 0)), 0)',
        metrics: {
          bad: firehose('IncomingRecords', 'Sum', rejected),
          good: firehose('IncomingRecords', 'Sum', clicks),
        },
      },
      unit: 'Percent',
      periodSeconds: 300,
      periods: 3,
      datapoints: 2,
      beyond: 'atLeast',
      threshold: REJECTED_PERCENT,
      missing: 'notBreaching',
      runbook: 'rejected-clicks',
      tells: 'topic',
    },
    {
      id: 'FailedConversion',
      name: `${clicks}-failed-conversion`,
      what: 'Clicks that Firehose could not write as Parquet',
      why: 'The producer delivers only what fits the contract, so one such record means that contract and table differ.',
      figure: firehose('FailedConversion.Records', 'Sum', clicks),
      unit: 'Count',
      periodSeconds: 300,
      periods: 1,
      datapoints: 1,
      beyond: 'atLeast',
      threshold: 1,
      missing: 'notBreaching',
      runbook: 'failed-conversion',
      tells: 'topic',
    },
  ];
}

function freshness(id: string, stream: string): AlarmRow {
  return {
    id: `${id}Freshness`,
    name: `${stream}-freshness`,
    what: `Age of the oldest record that ${stream} holds`,
    why: 'Three times the 300 s for which it buffers: S3, the key or the role refuses it; after 24 hours records are lost.',
    figure: firehose('DeliveryToS3.DataFreshness', 'Maximum', stream),
    unit: 'Seconds',
    periodSeconds: 300,
    periods: 3,
    datapoints: 3,
    beyond: 'atLeast',
    threshold: 900,
    missing: 'notBreaching',
    runbook: 'delivery-freshness',
    tells: 'topic',
  };
}
