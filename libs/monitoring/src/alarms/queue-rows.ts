import { type AlarmRow, metric } from './alarm-row';

const HOUR_SECONDS = 3600;

/** Rows of one dead-letter queue. `tells` is other than the topic for the queue of the function that reads the topic. */
export function deadLetterRows(QueueName: string, tells: AlarmRow['tells'] = 'topic'): readonly AlarmRow[] {
  const common = { periodSeconds: 300, periods: 1, datapoints: 1, beyond: 'atLeast', missing: 'notBreaching' } as const;
  return [
    {
      id: 'Messages',
      name: `${QueueName}-messages`,
      what: `Events in ${QueueName} that nobody could deal with`,
      why: 'Every attempt failed: without a person the event is lost.',
      figure: metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', { QueueName }),
      unit: 'Count',
      ...common,
      threshold: 1,
      runbook: 'dead-letters',
      tells,
    },
    {
      id: 'Age',
      name: `${QueueName}-age`,
      what: `Age of the oldest event in ${QueueName}`,
      why: 'The queue forgets after 14 days: four are left.',
      figure: metric('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum', { QueueName }),
      unit: 'Seconds',
      ...common,
      threshold: 10 * 24 * HOUR_SECONDS,
      runbook: 'dead-letters',
      tells,
    },
  ];
}

/** Rows of a queue of work. */
export function queueRows(QueueName: string): readonly AlarmRow[] {
  return [
    {
      id: 'Age',
      name: `${QueueName}-age`,
      what: `Age of the oldest message in ${QueueName}`,
      why: 'Work is taken up within minutes: what is so old has failed again and again and will be a dead letter soon.',
      figure: metric('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum', { QueueName }),
      unit: 'Seconds',
      periodSeconds: 300,
      periods: 1,
      datapoints: 1,
      beyond: 'atLeast',
      threshold: 3 * HOUR_SECONDS,
      missing: 'notBreaching',
      runbook: 'queue-age',
      tells: 'topic',
    },
  ];
}
