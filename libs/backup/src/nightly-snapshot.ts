import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import type { DatabaseOutputs } from '@mall/database';
import {
  arnOf,
  type EnvironmentSettings,
  type FunctionCode,
  LambdaFunction,
  lendKeysToRds,
  nameOf,
  type PolicyStatement,
  type RunningFunction,
  requireRange,
  ServiceRole,
  skipCheck,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { nightsOf } from './nights-of';

export interface NightlySnapshotProps {
  readonly environment: EnvironmentSettings;
  readonly database: Pick<DatabaseOutputs, 'identifier' | 'dataKeyArn'>;
  /** Snapshots are named `<prefix>-YYYYMMDD`. */
  readonly snapshotPrefix: string;
  readonly keptSnapshots: number;
  /** The zip of `functions/take-snapshot`. */
  readonly code: FunctionCode;
  /** Key of the function's log and variables. */
  readonly kmsKeyArn: string;
}

export interface NightlySnapshotOutputs {
  readonly function: RunningFunction;
  readonly deadLetterQueueName: string;
}

/** Manual snapshots that RDS keeps in a region (Amazon RDS quotas). */
const MANUAL_SNAPSHOTS = 100;

/** Takes a snapshot of the database every night at 02:00 in Tokyo, and deletes the oldest of them. */
export class NightlySnapshot extends Construct {
  public readonly outputs: NightlySnapshotOutputs;

  constructor(scope: Construct, id: string, props: NightlySnapshotProps) {
    super(scope, id);
    const { environment } = props;
    requireRange(this, 'keptSnapshots', props.keptSnapshots, 1, MANUAL_SNAPSHOTS - 1);
    const name = nameOf(environment, 'backup', 'take-snapshot');
    // Lambda tries a failed invocation twice more, minutes later: a busy database is asked for three quarters of an hour.
    const timeoutSeconds = 900;
    const taker = new LambdaFunction(this, 'Function', {
      environment,
      name,
      description: "Takes the night's snapshot of the database and deletes the oldest",
      code: props.code,
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      memoryMib: 256,
      timeoutSeconds,
      // A person may call while the schedule's call waits for the database.
      reservedConcurrency: 2,
      variables: {
        DATABASE: props.database.identifier,
        SNAPSHOT_PREFIX: props.snapshotPrefix,
        KEPT_SNAPSHOTS: String(props.keptSnapshots),
      },
      statements: [...keepSnapshots(props), ...lendKeysToRds(environment, [props.database.dataKeyArn])],
      kmsKeyArn: props.kmsKeyArn,
    }).outputs;
    this.#schedule(environment, taker.arn, taker.deadLetterQueueArn);
    this.outputs = { function: taker.running, deadLetterQueueName: taker.deadLetterQueueName };
  }

  #schedule(environment: EnvironmentSettings, functionArn: string, deadLetterQueueArn: string): void {
    const name = nameOf(environment, 'backup', 'night');
    const role = new ServiceRole(this, 'ScheduleRole', {
      name: nameOf(environment, 'backup', 'schedule'),
      service: 'scheduler.amazonaws.com',
      account: environment.account,
      statements: [
        { sid: 'TakeSnapshot', actions: ['lambda:InvokeFunction'], resources: [functionArn] },
        { sid: 'SendDeadLetters', actions: ['sqs:SendMessage'], resources: [deadLetterQueueArn] },
      ],
    });
    const schedule = new SchedulerSchedule(this, 'Schedule', {
      name,
      description: 'Every night at 02:00 in Tokyo: a snapshot of the database',
      scheduleExpression: 'cron(0 2 * * ? *)',
      scheduleExpressionTimezone: 'Asia/Tokyo',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: functionArn,
        roleArn: role.outputs.arn,
        // The time the call is for: an attempt after midnight still belongs to its night.
        input: JSON.stringify({ scheduledAt: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumRetryAttempts: 8, maximumEventAgeInSeconds: 3 * 3600 },
        deadLetterConfig: { arn: deadLetterQueueArn },
      },
    });
    skipCheck(schedule, 'CKV_AWS_297', "the schedule holds a time and names, nothing of the database's content");
  }
}

function keepSnapshots({ environment, database, snapshotPrefix }: NightlySnapshotProps): PolicyStatement[] {
  const nights = nightsOf(environment, snapshotPrefix);
  const instance = arnOf(environment, 'rds', `db:${database.identifier}`);
  return [
    { sid: 'TakeSnapshots', actions: ['rds:CreateDBSnapshot'], ...nights, resources: [instance, ...nights.resources] },
    { sid: 'TagAndDelete', actions: ['rds:AddTagsToResource', 'rds:DeleteDBSnapshot'], ...nights },
    {
      sid: 'ListSnapshots',
      actions: ['rds:DescribeDBSnapshots'],
      resources: [instance, arnOf(environment, 'rds', 'snapshot:*')],
      wildcardReason: "RDS checks the listing of a database's snapshots against all their names at once",
    },
  ];
}
