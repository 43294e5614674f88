import { Logger } from '@aws-lambda-powertools/logger';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context, SNSEvent } from 'aws-lambda';
import { notify } from './notify';
import { readSettings } from './settings';

const settings = readSettings(process.env);
const logger = new Logger({ serviceName: 'slack-notifier' });
const clients = {
  cloudwatch: new CloudWatchClient(),
  autoScaling: new AutoScalingClient(),
  glue: new GlueClient(),
  dynamodb: new DynamoDBClient(),
  secrets: new SecretsManagerClient(),
};

/** Time kept to give a claim back and report, in milliseconds. */
const RESERVE_MS = 5_000;

/** Tells Slack what the topic delivers: alarms, and events of Glue and of surveys. */
export async function handler(
  event: SNSEvent,
  context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
): Promise<void> {
  logger.appendKeys({ request_id: context.awsRequestId });
  const deadline = Date.now() + context.getRemainingTimeInMillis() - RESERVE_MS;
  const missed = (what: string, error: Error) => {
    logger.warn(`without ${what}`, { error_name: error.name, reason: error.message });
  };
  try {
    for (const { Sns } of event.Records) {
      const outcome = await notify(Sns.Message, { ...clients, settings, deadline, missed, now: () => Date.now() });
      logger.info('handled', { ...outcome });
    }
  } catch (error) {
    logger.error('not told to Slack, tried again later', error as Error);
    throw error;
  }
}
