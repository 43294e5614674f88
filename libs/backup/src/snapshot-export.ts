import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { DatabaseOutputs } from '@mall/database';
import {
  arnOf,
  type EnvironmentSettings,
  type FunctionCode,
  LambdaFunction,
  type LambdaFunctionOutputs,
  lendKeysToRds,
  nameOf,
  policyDocument,
  type PolicyStatement,
  type RunningFunction,
  ServiceRole,
  skipCheck,
} from '@mall/foundation';
import { Construct } from 'constructs';
import type { ArchiveOutputs } from './archive';
import { nightsOf } from './nights-of';

export interface SnapshotExportProps {
  readonly environment: EnvironmentSettings;
  readonly database: Pick<DatabaseOutputs, 'databaseName' | 'dataKeyArn'>;
  readonly archive: Pick<ArchiveOutputs, 'bucket' | 'exportRoleArn'>;
  /** Snapshots are named `<prefix>-YYYYMMDD`. */
  readonly snapshotPrefix: string;
  /** Tables that are exported. */
  readonly tables: readonly string[];
  /** The zip of `functions/start-export`. */
  readonly code: FunctionCode;
  /** Key of the function's log and variables. */
  readonly kmsKeyArn: string;
}

export interface SnapshotExportOutputs {
  readonly function: RunningFunction;
  /** Queue of requests for exports. */
  readonly queueName: string;
  readonly deadLetterQueueName: string;
}

/** A manual snapshot was created; an export of a snapshot failed (Amazon RDS: event categories and messages). */
const EVENTS = ['RDS-EVENT-0042', 'RDS-EVENT-0159'];

/** RDS runs five exports at once and refuses a sixth; a request waits so long, so often: five hours in all. */
const RETRY_SECONDS = 15 * 60;
const ATTEMPTS = 20;

/**
 * Exports each night's snapshot. RDS's event goes by way of a queue, which brings it again while an export cannot start, and at last to
 * the dead letters. RDS emits events as a best effort: a check at 06:00 puts the night into the same queue once more.
 */
export class SnapshotExport extends Construct {
  public readonly outputs: SnapshotExportOutputs;

  constructor(scope: Construct, id: string, props: SnapshotExportProps) {
    super(scope, id);
    const { environment } = props;
    const name = nameOf(environment, 'backup', 'start-export');
    const queueName = nameOf(environment, 'backup', 'exports');
    const ruleArn = arnOf(environment, 'events', `rule/${queueName}`);
    const timeoutSeconds = 120;
    const starter = new LambdaFunction(this, 'Function', {
      environment,
      name,
      description: "Starts the export of a night's snapshot to the backup bucket",
      code: props.code,
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      memoryMib: 256,
      timeoutSeconds,
      // Two of the queue and one of a person.
      reservedConcurrency: 3,
      variables: {
        SNAPSHOT_PREFIX: props.snapshotPrefix,
        BACKUP_BUCKET: props.archive.bucket.name,
        EXPORT_ROLE_ARN: props.archive.exportRoleArn,
        KEY_ARN: props.archive.bucket.keyArn,
        TABLES: JSON.stringify(props.tables.map((table) => `${props.database.databaseName}.${table}`)),
      },
      statements: exportSnapshots(props, arnOf(environment, 'sqs', queueName)),
      kmsKeyArn: props.kmsKeyArn,
      deadLetterSenders: [{ service: 'events.amazonaws.com', sourceArn: ruleArn }],
    }).outputs;
    const queue = this.#queue(queueName, ruleArn, environment, starter);
    this.#listen(queue, props.snapshotPrefix, starter.deadLetterQueueArn);
    this.#checkInTheMorning(environment, queue, starter.deadLetterQueueArn);
    this.outputs = { function: starter.running, queueName, deadLetterQueueName: starter.deadLetterQueueName };
  }

  #queue(name: string, ruleArn: string, environment: EnvironmentSettings, starter: LambdaFunctionOutputs): SqsQueue {
    const queue = new SqsQueue(this, 'Queue', {
      name,
      visibilityTimeoutSeconds: RETRY_SECONDS,
      messageRetentionSeconds: 24 * 3600,
      sqsManagedSseEnabled: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: starter.deadLetterQueueArn, maxReceiveCount: ATTEMPTS }),
      policy: policyDocument([
        {
          sid: 'EventsOfSnapshots',
          actions: ['sqs:SendMessage'],
          resources: [arnOf(environment, 'sqs', name)],
          principals: { Service: ['events.amazonaws.com'] },
          conditions: { ArnEquals: { 'aws:SourceArn': ruleArn } },
        },
      ]),
    });
    new LambdaEventSourceMapping(this, 'QueueToFunction', {
      eventSourceArn: queue.arn,
      functionName: starter.name,
      batchSize: 1,
      scalingConfig: { maximumConcurrency: 2 },
    });
    return queue;
  }

  #listen(queue: SqsQueue, snapshotPrefix: string, deadLetterQueueArn: string): void {
    const rule = new CloudwatchEventRule(this, 'SnapshotCreated', {
      name: queue.name,
      description: "A night's snapshot was created, or its export failed",
      eventPattern: JSON.stringify({
        source: ['aws.rds'],
        'detail-type': ['RDS DB Snapshot Event'],
        detail: { EventID: EVENTS, SourceIdentifier: [{ prefix: `${snapshotPrefix}-` }] },
      }),
    });
    new CloudwatchEventTarget(this, 'Target', {
      rule: rule.name,
      targetId: 'exports',
      arn: queue.arn,
      retryPolicy: { maximumRetryAttempts: 8, maximumEventAgeInSeconds: 4 * 3600 },
      deadLetterConfig: { arn: deadLetterQueueArn },
    });
  }

  #checkInTheMorning(environment: EnvironmentSettings, queue: SqsQueue, deadLetterQueueArn: string): void {
    const role = new ServiceRole(this, 'CheckRole', {
      name: nameOf(environment, 'backup', 'check'),
      service: 'scheduler.amazonaws.com',
      account: environment.account,
      statements: [{ sid: 'Ask', actions: ['sqs:SendMessage'], resources: [queue.arn, deadLetterQueueArn] }],
    });
    const check = new SchedulerSchedule(this, 'Check', {
      name: nameOf(environment, 'backup', 'check'),
      description: 'Every morning at 06:00 in Tokyo: the night has its export, or gets it now',
      scheduleExpression: 'cron(0 6 * * ? *)',
      scheduleExpressionTimezone: 'Asia/Tokyo',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: queue.arn,
        roleArn: role.outputs.arn,
        input: JSON.stringify({ scheduledAt: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumRetryAttempts: 8, maximumEventAgeInSeconds: 4 * 3600 },
        deadLetterConfig: { arn: deadLetterQueueArn },
      },
    });
    skipCheck(check, 'CKV_AWS_297', "the schedule holds a time and names, nothing of the database's content");
  }
}

function exportSnapshots(props: SnapshotExportProps, queueArn: string): PolicyStatement[] {
  const { environment, archive, database } = props;
  return [
    {
      sid: 'ExportSnapshots',
      actions: ['rds:DescribeDBSnapshots', 'rds:DescribeExportTasks', 'rds:StartExportTask'],
      ...nightsOf(environment, props.snapshotPrefix),
    },
    {
      sid: 'WriteAsExportRole',
      actions: ['iam:PassRole'],
      resources: [archive.exportRoleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'export.rds.amazonaws.com' } },
    },
    ...lendKeysToRds(environment, [database.dataKeyArn, archive.bucket.keyArn]),
    {
      sid: 'TakeRequests',
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [queueArn],
    },
  ];
}
