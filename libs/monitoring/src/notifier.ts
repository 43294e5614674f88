import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import {
  type Deletion,
  type EnvironmentSettings,
  type FunctionCode,
  LambdaFunction,
  nameOf,
  type RunningFunction,
  skipCheck,
} from '@mall/foundation';
import { Construct } from 'constructs';
import type { WatchedJob } from './glue-events';
import { askForMore, useKey } from './notifier-grants';
import type { TopicsOutputs } from './topics';
import { WebhookSecret } from './webhook-secret';

export interface NotifierProps {
  readonly environment: EnvironmentSettings;
  readonly topics: TopicsOutputs;
  readonly jobs: readonly WatchedJob[];
  /** The zip of `functions/slack-notifier`. */
  readonly code: FunctionCode;
  /** Kinds of events that the topic hands on, as EventBridge calls them. */
  readonly eventKinds: readonly string[];
  /** ARNs of EventBridge rules that may leave undeliverable events in the dead-letter queue. */
  readonly ruleArns: readonly string[];
  readonly runbookUrl: string;
  readonly deletion: Deletion;
}

export interface NotifierOutputs {
  readonly function: RunningFunction;
  readonly deadLetterQueueName: string;
  readonly deadLetterQueueArn: string;
  /** Secret that waits for the webhook's address. */
  readonly webhookSecretArn: string;
}

/** Slack answers within a second; this leaves room for five attempts and a pause that Slack asks for. */
const TIMEOUT_SECONDS = 120;

/** Tells Slack what the topic delivers. */
export class Notifier extends Construct {
  public readonly outputs: NotifierOutputs;

  constructor(scope: Construct, id: string, props: NotifierProps) {
    super(scope, id);
    const { environment, topics, jobs } = props;
    const name = nameOf(environment, 'monitoring', 'slack-notifier');
    const secret = new WebhookSecret(this, 'Webhook', {
      name: nameOf(environment, 'monitoring', 'slack-webhook'),
      kmsKeyArn: topics.keyArn,
      deletion: props.deletion,
    }).outputs;
    const table = this.#defineTable(environment, topics.keyArn);
    const notifier = new LambdaFunction(this, 'Function', {
      environment,
      name,
      description: 'Tells Slack what the alarm topic delivers, once',
      code: props.code,
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      memoryMib: 256,
      timeoutSeconds: TIMEOUT_SECONDS,
      // Slack takes one message a second from a webhook (Slack API: rate limits).
      reservedConcurrency: 2,
      variables: {
        ENVIRONMENT: environment.name,
        WEBHOOK_SECRET_ARN: secret.arn,
        POSTED_TABLE: table.name,
        JOB_LIMITS: JSON.stringify(Object.fromEntries(jobs.map(({ name: job, limitMinutes }) => [job, limitMinutes]))),
        RUNBOOK_URL: props.runbookUrl,
      },
      statements: [
        { sid: 'ReadWebhook', actions: ['secretsmanager:GetSecretValue'], resources: [secret.arn] },
        {
          sid: 'RememberPosted',
          actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
          resources: [table.arn],
        },
        useKey(environment, topics.keyArn),
        ...askForMore(environment, jobs),
      ],
      kmsKeyArn: topics.keyArn,
      deadLetterSenders: [
        { service: 'sns.amazonaws.com', sourceArn: topics.alarmTopicArn },
        ...props.ruleArns.map((sourceArn) => ({ service: 'events.amazonaws.com', sourceArn })),
      ],
    }).outputs;
    this.#subscribe(topics.alarmTopicArn, notifier, props.eventKinds);
    this.outputs = {
      function: notifier.running,
      deadLetterQueueName: notifier.deadLetterQueueName,
      deadLetterQueueArn: notifier.deadLetterQueueArn,
      webhookSecretArn: secret.arn,
    };
  }

  #defineTable(environment: EnvironmentSettings, kmsKeyArn: string): DynamodbTable {
    const table = new DynamodbTable(this, 'Posted', {
      name: nameOf(environment, 'monitoring', 'posted'),
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'id',
      attribute: [{ name: 'id', type: 'S' }],
      ttl: { attributeName: 'expiresAt', enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn },
      pointInTimeRecovery: { enabled: false },
    });
    skipCheck(table, 'CKV_AWS_28', 'what was posted is remembered for two weeks: its loss repeats a message at worst');
    return table;
  }

  #subscribe(
    topicArn: string,
    notifier: { readonly arn: string; readonly deadLetterQueueArn: string },
    eventKinds: readonly string[],
  ): void {
    const permission = new LambdaPermission(this, 'TopicMayInvoke', {
      functionName: notifier.arn,
      action: 'lambda:InvokeFunction',
      principal: 'sns.amazonaws.com',
      sourceArn: topicArn,
    });
    new SnsTopicSubscription(this, 'Subscription', {
      topicArn,
      protocol: 'lambda',
      endpoint: notifier.arn,
      filterPolicyScope: 'MessageBody',
      // What comes down, and what anybody else publishes, starts no function.
      filterPolicy: JSON.stringify({ $or: [{ NewStateValue: ['ALARM'] }, { 'detail-type': eventKinds }] }),
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: notifier.deadLetterQueueArn }),
      dependsOn: [permission],
    });
  }
}
