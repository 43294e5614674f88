import { requireCount, requireRange } from '@mall/foundation';
import { Construct } from 'constructs';
import { defineTopicRule, type TopicRuleProps } from './topic-rule';

/** A Glue job and the minutes within which it has to succeed. */
export interface WatchedJob {
  /** Physical name, known before anything is applied. */
  readonly name: string;
  readonly limitMinutes: number;
}

export interface GlueEventsProps extends TopicRuleProps {
  readonly jobs: readonly WatchedJob[];
  /** Name of the crawler. */
  readonly crawler: string;
}

/** Kinds of events that the rules below hand over. */
export const glueKinds = ['Glue Job State Change', 'Glue Job Run Status', 'Glue Crawler State Change'] as const;

/** Roles of the rules below. */
export const glueRules = ['job-ended', 'job-late', 'crawler-failed'] as const;

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
    const define = (id: string, role: (typeof glueRules)[number], description: string, pattern: Pattern) => {
      defineTopicRule(this, id, props, { role, description, pattern: { source: ['aws.glue'], ...pattern } });
    };
    define('JobEnded', 'job-ended', 'A run of a job has ended', {
      'detail-type': ['Glue Job State Change'],
      detail: { jobName, state: ['FAILED', 'TIMEOUT', 'STOPPED', 'SUCCEEDED'] },
    });
    define('JobLate', 'job-late', 'A run of a job takes longer than it should', {
      'detail-type': ['Glue Job Run Status'],
      detail: { jobName },
    });
    define('CrawlerFailed', 'crawler-failed', 'A run of the crawler has failed', {
      'detail-type': ['Glue Crawler State Change'],
      detail: { crawlerName: [crawler], state: ['Failed'] },
    });
  }
}

interface Pattern {
  readonly 'detail-type': readonly (typeof glueKinds)[number][];
  readonly detail: Readonly<Record<string, readonly string[]>>;
}
