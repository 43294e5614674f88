import type { Deletion, EnvironmentSettings, FunctionCode } from '@mall/foundation';
import { nameOf, propError } from '@mall/foundation';
import type { ServerRole } from '@mall/server';
import { Construct } from 'constructs';
import { Alarm, type AlarmOutputs } from './alarms/alarm';
import { AuditMetrics } from './audit-metrics';
import { Dashboard } from './dashboard';
import { eventKinds, ruleArnsOf } from './events';
import { GlueEvents, type WatchedJob } from './glue-events';
import { Notifier } from './notifier';
import { type Section, sectionsOf, type Watched } from './sections';
import { SurveyEvents, type SurveyRefused } from './survey-events';
import { TierAlarm } from './tier-alarm';
import { Topics, type Watchers } from './topics';

export interface MonitoringProps extends Watched {
  readonly environment: EnvironmentSettings;
  readonly jobs: readonly WatchedJob[];
  /** Name of the Glue crawler. */
  readonly crawler: string;
  /** The event by which the survey parser tells of an upload that it refused. */
  readonly surveyRefused: SurveyRefused;
  /** The zip of `functions/slack-notifier`. */
  readonly notifierCode: FunctionCode;
  /** Who hears when the notifier itself fails. */
  readonly watchers: Watchers;
  /** Where `docs/operations/runbooks` is read, without a slash at the end. */
  readonly runbookUrl: string;
  readonly deletion: Deletion;
  /** Seconds within which 95 of 100 requests shall be answered. @default 1 */
  readonly latencySeconds?: number;
}

export interface MonitoringOutputs {
  readonly alarmTopicArn: string;
  /** Alarms that send a deployment back, by the tier that is deployed to. */
  readonly rollbackAlarmNames: Readonly<Record<ServerRole, string[]>>;
  /** Secret that waits for the address of Slack's webhook. */
  readonly webhookSecretArn: string;
  readonly dashboard: string;
}

/** The tiers from the back to the front, and the rows of each that visitors notice. */
const symptoms = {
  Database: ['Cpu', 'Connections'],
  Was: ['LoadBalancerErrors', 'TargetErrors', 'UnhealthyHosts', 'Latency'],
  Web: ['LoadBalancerErrors', 'TargetErrors', 'UnhealthyHosts', 'Latency'],
} as const;

/** What a new release can break; a deployment itself costs CPU and is no reason to go back. */
const rollbackRows = ['TargetErrors', 'UnhealthyHosts', 'Latency'] as const;

/**
 * Sees everything and tells Slack: alarms from one table, a composite alarm a tier, a dashboard from the same table, Glue's events and the
 * survey parser's, and the notifier. About 0.10 USD a month for each metric that an alarm reads, 0.50 for a composite alarm and 3 for a dashboard
 * (Amazon CloudWatch pricing, Tokyo, October 2026): about 10 USD.
 */
export class Monitoring extends Construct {
  public readonly outputs: MonitoringOutputs;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { environment, database, jobs, runbookUrl, latencySeconds = 1 } = props;
    for (const role of ['was', 'web']) requireServer(this, props, role);
    const topics = new Topics(this, 'Topics', { environment, watchers: props.watchers }).outputs;
    const notifier = new Notifier(this, 'Notifier', {
      environment,
      topics,
      jobs,
      code: props.notifierCode,
      eventKinds: eventKinds(props.surveyRefused),
      ruleArns: ruleArnsOf(environment),
      runbookUrl,
      deletion: props.deletion,
    }).outputs;
    const handOver = {
      environment,
      topicArn: topics.alarmTopicArn,
      deadLetterQueueArn: notifier.deadLetterQueueArn,
    };
    new GlueEvents(this, 'GlueEvents', { ...handOver, jobs, crawler: props.crawler });
    new SurveyEvents(this, 'SurveyEvents', { ...handOver, surveyRefused: props.surveyRefused });
    if (database.auditLogGroupName !== undefined) {
      new AuditMetrics(this, 'AuditMetrics', { environment, logGroupName: database.auditLogGroupName });
    }
    const sections = sectionsOf(this, environment, props, notifier, { latencySeconds });
    const tells = { topic: [topics.alarmTopicArn], watchers: topics.watcherTopicArns, nobody: [] };
    const alarms = defineAlarms(this, sections, tells, runbookUrl);
    const tiers = this.#defineTiers(props, alarms, topics.alarmTopicArn);
    const dashboard = new Dashboard(this, 'Dashboard', { environment, sections, tierAlarmArns: tiers });
    this.outputs = {
      alarmTopicArn: topics.alarmTopicArn,
      rollbackAlarmNames: { web: named(alarms, 'Web', rollbackRows), was: named(alarms, 'Was', rollbackRows) },
      webhookSecretArn: notifier.webhookSecretArn,
      dashboard: dashboard.outputs.name,
    };
  }

  /** A tier in front keeps quiet while the one behind it is in trouble. */
  #defineTiers({ environment, runbookUrl }: MonitoringProps, alarms: Alarms, topicArn: string): string[] {
    const arns: string[] = [];
    let behind: AlarmOutputs | undefined;
    for (const [id, rows] of Object.entries(symptoms)) {
      const tier = id.toLowerCase();
      behind = new TierAlarm(this, `${id}Trouble`, {
        name: nameOf(environment, tier, 'trouble'),
        tier,
        alarmNames: named(alarms, id, rows),
        topicArn,
        runbookUrl,
        ...(behind === undefined ? {} : { behind }),
      }).outputs;
      arns.push(behind.arn);
    }
    return arns;
  }
}

/** Alarms by section and row. */
type Alarms = ReadonlyMap<string, AlarmOutputs>;

function defineAlarms(
  scope: Construct,
  sections: readonly Section[],
  tells: Readonly<Record<'topic' | 'watchers' | 'nobody', readonly string[]>>,
  runbookUrl: string,
): Alarms {
  return new Map(
    sections.flatMap((section) => {
      const place = new Construct(scope, section.id);
      return section.rows.map((row) => {
        const { outputs } = new Alarm(place, row.id, { row, topicArns: tells[row.tells], runbookUrl });
        return [`${section.id}${row.id}`, outputs] as const;
      });
    }),
  );
}

function named(alarms: Alarms, section: string, rows: readonly string[]): string[] {
  return rows.flatMap((row) => alarms.get(`${section}${row}`)?.name ?? []);
}

function requireServer(scope: Construct, { servers }: MonitoringProps, role: string): void {
  const roles = servers.map((server) => server.role);
  if (roles.filter((one) => one === role).length !== 1) {
    throw propError(scope, 'servers', `one ${role} among others`, roles.join(', ') || 'none');
  }
}
