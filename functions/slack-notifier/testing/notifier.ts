import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetJobRunCommand, GlueClient } from '@aws-sdk/client-glue';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { notify, type NotifyProps } from '../src/notify';

/** A notifier whose AWS answers as a test says and whose Slack is `webhook`. */
export function notifier(webhook: string) {
  const [cloudwatch, autoScaling, glue, dynamodb, secrets] = [
    mockClient(CloudWatchClient),
    mockClient(AutoScalingClient),
    mockClient(GlueClient),
    mockClient(DynamoDBClient),
    mockClient(SecretsManagerClient),
  ];
  const claimed = new Set<string>();
  dynamodb
    .resolves({})
    .on(PutItemCommand)
    .callsFake(({ Item }: { Item: { id: { S: string } } }) => {
      if (claimed.has(Item.id.S)) throw new ConditionalCheckFailedException({ message: '', $metadata: {} });
      claimed.add(Item.id.S);
    });
  secrets.on(GetSecretValueCommand).resolves({ SecretString: `${webhook}\n` });
  autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
  const missed: string[] = [];
  const props: NotifyProps = {
    cloudwatch: new CloudWatchClient({}),
    autoScaling: new AutoScalingClient({}),
    glue: new GlueClient({}),
    dynamodb: new DynamoDBClient({}),
    secrets: new SecretsManagerClient({}),
    settings: {
      environment: 'dev',
      webhookSecretArn: 'arn:secret',
      postedTable: 'posted',
      jobLimits: { extract: 30 },
      runbookUrl: 'https://runbooks',
    },
    now: () => Date.now(),
    deadline: Date.now() + 120_000,
    missed: (what) => missed.push(what),
    patience: { retries: 2, longestPauseMs: 1, attemptMs: 60_000 },
  };
  return {
    cloudwatch,
    autoScaling,
    glue,
    missed,
    notify: (text: string) => notify(text, props),
    /** Glue says how long its runs took. */
    runTook: (ExecutionTime: number) =>
      glue.on(GetJobRunCommand).resolves({ JobRun: { ExecutionTime, MaxCapacity: 2 } }),
  };
}
