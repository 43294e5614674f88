import { Logger } from '@aws-lambda-powertools/logger';
import { AthenaClient } from '@aws-sdk/client-athena';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import { systemClock } from '@mall/lambda-kit';
import { unbalanced } from '@mall/reconciliation';
import { runAnalyses, type RunRecord } from './run-analyses';
import { readSettings } from './settings';

const settings = readSettings(process.env);
const logger = new Logger({ serviceName: 'analysis-runner' });
const clients = { athena: new AthenaClient(), glue: new GlueClient(), s3: new S3Client() };

/** Time kept to stop queries and report, in milliseconds. */
const RESERVE_MS = 10_000;

/** Rows were lost or doubled on the road. The results and the run's report are written all the same. */
export class UnbalancedRunError extends Error {
  override readonly name = 'UnbalancedRunError';
}

/**
 * Runs the analyses and reconciles the run. EventBridge calls it when the crawler, the workflow's last step, has succeeded; a direct invocation does the
 * same. The event's content does not matter: the tables hold what the workflow's last run left there.
 *
 * @throws UnbalancedRunError when the run does not balance: who watches for failed functions learns of it.
 */
export async function handler(
  _event: unknown,
  context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
): Promise<RunRecord> {
  logger.appendKeys({ request_id: context.awsRequestId });
  try {
    const deadline = systemClock.now() + context.getRemainingTimeInMillis() - RESERVE_MS;
    const { record, report } = await runAnalyses({ ...clients, settings, clock: systemClock, deadline });
    logger.info('analyses written', { ...record });
    const sentences = unbalanced(report);
    if (sentences.length > 0) {
      throw new UnbalancedRunError(`run ${report.run_id} does not balance: ${sentences.join('; ')}`);
    }
    return record;
  } catch (error) {
    const written = error instanceof UnbalancedRunError;
    logger.error(written ? 'rows were lost or doubled' : 'analyses failed, the earlier results stay', error as Error);
    throw error;
  }
}
