import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { type EnvironmentSettings, nameOf } from '@mall/foundation';
import type { Construct } from 'constructs';

/** What every rule that hands events to the topic needs. */
export interface TopicRuleProps {
  readonly environment: EnvironmentSettings;
  readonly topicArn: string;
  /** Queue for events that the topic does not take. */
  readonly deadLetterQueueArn: string;
}

/** One rule: its role, which `ruleArnsOf` must list, what its events say, and which they are. */
export interface TopicRule {
  readonly role: string;
  readonly description: string;
  readonly pattern: { readonly source: readonly string[]; readonly 'detail-type': readonly string[] } & object;
}

/** Hands the events of a pattern to the topic, for four hours if need be. */
export function defineTopicRule(scope: Construct, id: string, props: TopicRuleProps, rule: TopicRule): void {
  const { name } = new CloudwatchEventRule(scope, id, {
    name: nameOf(props.environment, 'monitoring', rule.role),
    description: rule.description,
    eventPattern: JSON.stringify(rule.pattern),
  });
  new CloudwatchEventTarget(scope, `${id}Target`, {
    rule: name,
    targetId: 'topic',
    arn: props.topicArn,
    retryPolicy: { maximumRetryAttempts: 20, maximumEventAgeInSeconds: 4 * 3600 },
    deadLetterConfig: { arn: props.deadLetterQueueArn },
  });
}
