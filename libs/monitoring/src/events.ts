import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { arnOf, type EnvironmentSettings, nameOf, requireCount, requireRange } from '@mall/foundation';
import { Construct } from 'constructs';

/** A Glue job and the minutes within which it has to succeed. */
export interface WatchedJob {
  /** Physical name, known before anything is applied. */
  readonly name: string;
  readonly limitMinutes: number;
}

export interface GlueEventsProps {
  readonly environment: EnvironmentSettings;
  readonly jobs: readonly WatchedJob[];
  /** Name of the crawler. */
  readonly crawler: string;
  readonly topicArn: string;
  /** Queue for events that the topic does not take. */
  readonly deadLetterQueueArn: string;
}

/** What the notifier understands, as EventBridge calls it. */
export const eventKinds = ['Glue Job State Change', 'Glue Job Run Status', 'Glue Crawler State Change'];

/** ARNs of the rules, known before they exist, so that the dead-letter queue can name them. */
export function ruleArnsOf(environment: EnvironmentSettings): readonly string[] {
  return ['job-ended', 'job-late', 'crawler-failed'].map((rule) =>
    arnOf(environment, 'events', `rule/${nameOf(environment, 'monitoring', rule)}`),
  );
}

/**
 * Hands Glue's news to the topic: every end of a run (whether a success was in time only the run itself can say, the event carries
 * no duration), every run that takes long, every crawl that failed.
 */
export class GlueEvents extends Construct {
  constructor(scope: Construct, id: string, props: GlueEventsProps) {
    super(scope, id);
    const { jobs, crawler } = props;
    requireCount(this, 'jobs', jobs, 1);
    for (const { name, limitMinutes } of jobs) requireRange(this, `jobs.${name}.limitMinutes`, limitMinutes, 1, 2879);
    const jobName = jobs.map(({ name }) => name);
    this.#define(props, 'JobEnded', 'job-ended', 'A run of a job has ended', {
      'detail-type': ['Glue Job State Change'],
      detail: { jobName, state: ['FAILED', 'TIMEOUT', 'STOPPED', 'SUCCEEDED'] },
    });
    this.#define(props, 'JobLate', 'job-late', 'A run of a job takes longer than it should', {
      'detail-type': ['Glue Job Run Status'],
      detail: { jobName },
    });
    this.#define(props, 'CrawlerFailed', 'crawler-failed', 'A run of the crawler has failed', {
      'detail-type': ['Glue Crawler State Change'],
      detail: { crawlerName: [crawler], state: ['Failed'] },
    });
  }

  #define(props: GlueEventsProps, id: string, role: string, description: string, pattern: object): void {
    const rule = new CloudwatchEventRule(this, id, {
      name: nameOf(props.environment, 'monitoring', role),
      description,
      eventPattern: JSON.stringify({ source: ['aws.glue'], ...pattern }),
    });
    new CloudwatchEventTarget(this, `${id}Target`, {
      rule: rule.name,
      targetId: 'topic',
      arn: props.topicArn,
      retryPolicy: { maximumRetryAttempts: 20, maximumEventAgeInSeconds: 4 * 3600 },
      deadLetterConfig: { arn: props.deadLetterQueueArn },
    });
  }
}
