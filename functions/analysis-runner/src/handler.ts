import { Logger } from '@aws-lambda-powertools/logger';
import { AthenaClient } from '@aws-sdk/client-athena';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import { systemClock } from '@mall/lambda-kit';
import { runAnalyses, type RunRecord } from './run-analyses';
import { readSettings } from './settings';

const settings = readSettings(process.env);
const logger = new Logger({ serviceName: 'analysis-runner' });
const clients = { athena: new AthenaClient(), glue: new GlueClient(), s3: new S3Client() };

/** Time kept to stop queries and report, in milliseconds. */
const RESERVE_MS = 10_000;

/**
 * Runs the analyses. EventBridge calls it when the crawler, the workflow's last step, has succeeded; a direct invocation does the
 * same. The event's content does not matter: the tables hold what the workflow's last run left there.
 */
export async function handler(
  _event: unknown,
  context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
): Promise<RunRecord> {
  logger.appendKeys({ request_id: context.awsRequestId });
  try {
    const deadline = systemClock.now() + context.getRemainingTimeInMillis() - RESERVE_MS;
    const record = await runAnalyses({ ...clients, settings, clock: systemClock, deadline });
    logger.info('analyses written', { ...record });
    return record;
  } catch (error) {
    logger.error('analyses failed, the earlier results stay', error as Error);
    throw error;
  }
}
