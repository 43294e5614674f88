import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import {
  arnOf,
  EncryptionKey,
  type EnvironmentSettings,
  logGroupsUseKey,
  nameOf,
  policyDocument,
  type PolicyStatement,
  requirePattern,
} from '@mall/foundation';
import { Construct } from 'constructs';

/** A person hears by mail, which does not go through the notifier, when the notifier itself fails. */
export interface MailWatchers {
  readonly mode: 'mail';
  /** Address of a group; it has to confirm the subscription once. */
  readonly address: string;
}

/** Nobody hears when the notifier fails; the dashboard shows it. */
export interface NoWatchers {
  readonly mode: 'none';
  readonly reason: string;
}

/** Who watches the watcher. Mail costs about 2 USD per 100,000 (Amazon SNS pricing, October 2026). */
export type Watchers = MailWatchers | NoWatchers;

export interface TopicsProps {
  readonly environment: EnvironmentSettings;
  readonly watchers: Watchers;
}

export interface TopicsOutputs {
  /** For what Slack shall hear. */
  readonly alarmTopicArn: string;
  /** For what is wrong with the notifier; none where nobody watches. */
  readonly watcherTopicArns: readonly string[];
  /** Key of topics, notifier and table. */
  readonly keyArn: string;
}

/** The topics that alarms and events go to, encrypted with a key that CloudWatch and EventBridge may use. */
export class Topics extends Construct {
  public readonly outputs: TopicsOutputs;

  constructor(scope: Construct, id: string, props: TopicsProps) {
    super(scope, id);
    const { environment, watchers } = props;
    const key = new EncryptionKey(this, 'Key', {
      environment,
      name: nameOf(environment, 'monitoring', 'news'),
      description: 'Alarms and events on their way to Slack',
      dataClass: 'internal',
      serviceStatements: [
        ...publishersUseKey(environment),
        logGroupsUseKey(environment, [`/aws/lambda/${nameOf(environment, 'monitoring', 'slack-notifier')}`]),
      ],
    }).outputs;
    const alarms = defineTopic(this, 'Alarms', environment, 'alarms', key.arn, eventsMayPublish);
    this.outputs = {
      alarmTopicArn: alarms,
      watcherTopicArns: watchers.mode === 'none' ? [] : [this.#defineWatchers(environment, watchers, key.arn)],
      keyArn: key.arn,
    };
  }

  #defineWatchers(environment: EnvironmentSettings, { address }: MailWatchers, keyArn: string): string {
    requirePattern(this, 'watchers.address', address, /^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'a mail address');
    const topicArn = defineTopic(this, 'Watchers', environment, 'watchers', keyArn);
    new SnsTopicSubscription(this, 'Mail', { topicArn, protocol: 'email', endpoint: address });
    return topicArn;
  }
}

/** Answers the topic's ARN by way of its policy: an alarm that names it may publish at once. */
function defineTopic(
  scope: Construct,
  id: string,
  environment: EnvironmentSettings,
  role: string,
  keyArn: string,
  more: (topicArn: string) => readonly PolicyStatement[] = () => [],
): string {
  const name = nameOf(environment, 'monitoring', role);
  const topic = new SnsTopic(scope, id, { name, kmsMasterKeyId: keyArn });
  const topicArn = arnOf(environment, 'sns', name);
  const policy = new SnsTopicPolicy(scope, `${id}Policy`, {
    arn: topic.arn,
    policy: policyDocument([alarmsMayPublish(environment, topicArn), ...more(topicArn)]),
  });
  return policy.arn;
}

function alarmsMayPublish(environment: EnvironmentSettings, topicArn: string): PolicyStatement {
  return {
    sid: 'AlarmsPublish',
    actions: ['sns:Publish'],
    resources: [topicArn],
    principals: { Service: ['cloudwatch.amazonaws.com'] },
    conditions: {
      StringEquals: { 'aws:SourceAccount': environment.account },
      ArnLike: { 'aws:SourceArn': arnOf(environment, 'cloudwatch', `alarm:mall-${environment.name}-*`) },
    },
  };
}

/** Without conditions: EventBridge sends none of the keys that they would ask for (Amazon SNS: key management). */
function eventsMayPublish(topicArn: string): readonly PolicyStatement[] {
  return [
    {
      sid: 'EventsPublish',
      actions: ['sns:Publish'],
      resources: [topicArn],
      principals: { Service: ['events.amazonaws.com'] },
    },
  ];
}

/** Publishing to an encrypted topic takes a data key of its key. */
function publishersUseKey({ account }: EnvironmentSettings): readonly PolicyStatement[] {
  const use = { actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: ['*'] };
  return [
    {
      sid: 'AlarmsUseKey',
      ...use,
      principals: { Service: ['cloudwatch.amazonaws.com'] },
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    },
    { sid: 'EventsUseKey', ...use, principals: { Service: ['events.amazonaws.com'] } },
  ];
}
