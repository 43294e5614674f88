import { z } from 'zod';

/** Something arrived that is neither an alarm nor an event that we know. */
export class UnknownMessageError extends Error {
  override readonly name = 'UnknownMessageError';
}

const dimension = z.object({ name: z.string(), value: z.string() });

/** What an alarm watches: one metric, or several and expressions over them (Amazon CloudWatch: alarm notifications). */
const trigger = z.object({
  MetricName: z.string().optional(),
  Namespace: z.string().optional(),
  Dimensions: z.array(dimension).optional(),
  Metrics: z
    .array(z.object({ MetricStat: z.object({ Metric: z.object({ Dimensions: z.array(dimension) }) }).optional() }))
    .optional(),
  Period: z.number().optional(),
  EvaluationPeriods: z.number().optional(),
  ComparisonOperator: z.string().optional(),
  Threshold: z.number().optional(),
});

const alarm = z.object({
  AlarmName: z.string(),
  AlarmArn: z.string(),
  AlarmDescription: z.string().nullish(),
  NewStateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  NewStateReason: z.string(),
  StateChangeTime: z.string(),
});

const metricAlarm = alarm.extend({ Trigger: trigger });
const compositeAlarm = alarm.extend({
  AlarmRule: z.string(),
  TriggeringChildren: z.array(z.object({ Arn: z.string() })).optional(),
});

const jobState = z.object({
  'detail-type': z.literal('Glue Job State Change'),
  time: z.string(),
  detail: z.object({ jobName: z.string(), jobRunId: z.string(), state: z.string() }),
});
const jobDelay = z.object({
  'detail-type': z.literal('Glue Job Run Status'),
  time: z.string(),
  detail: z.object({ jobName: z.string(), jobRunId: z.string() }),
});
const crawlerState = z.object({
  'detail-type': z.literal('Glue Crawler State Change'),
  id: z.string(),
  time: z.string(),
  detail: z.object({ crawlerName: z.string(), state: z.string() }),
});

/** As `functions/survey-parser` puts it. */
const surveyRefused = z.object({
  'detail-type': z.literal('Survey Refused'),
  source: z.literal('mall.surveys'),
  detail: z.object({ file: z.string(), reason: z.string(), uploaded_at: z.iso.datetime() }),
});

const message = z.union([metricAlarm, compositeAlarm, jobState, jobDelay, crawlerState, surveyRefused]);

export type MetricAlarm = z.infer<typeof metricAlarm>;
export type CompositeAlarm = z.infer<typeof compositeAlarm>;
export type JobState = z.infer<typeof jobState>;
export type JobDelay = z.infer<typeof jobDelay>;
export type CrawlerState = z.infer<typeof crawlerState>;
export type SurveyRefused = z.infer<typeof surveyRefused>;
export type Message = z.infer<typeof message>;

/**
 * Reads what the topic delivered.
 *
 * @throws UnknownMessageError when it is none of what we know; the text itself is not repeated.
 */
export function readMessage(text: string): Message {
  const parsed = message.safeParse(tryJson(text));
  if (parsed.success) return parsed.data;
  throw new UnknownMessageError(
    `a message of ${text.length} characters is no alarm and no event of Glue or of surveys; see the topic's filter policy`,
  );
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
