import { Logger } from '@aws-lambda-powertools/logger';
import { RDSClient } from '@aws-sdk/client-rds';
import { systemClock } from '@mall/lambda-kit';
import type { Context } from 'aws-lambda';
import { nightOf } from './night';
import { readSettings } from './settings';
import { type SnapshotRecord, takeSnapshot } from './take-snapshot';

const settings = readSettings(process.env);
const logger = new Logger({ serviceName: 'take-snapshot' });
const rds = new RDSClient({ maxAttempts: 8 });

/** Time kept to report, in milliseconds. */
const RESERVE_MS = 10_000;

/** Takes the night's snapshot. The schedule calls it at 02:00 with `{"scheduledAt": "…"}`; a person's `{}` means tonight. */
export async function handler(
  event: unknown,
  context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
): Promise<SnapshotRecord> {
  logger.appendKeys({ request_id: context.awsRequestId });
  try {
    const day = nightOf(event, new Date(systemClock.now()));
    const deadline = systemClock.now() + context.getRemainingTimeInMillis() - RESERVE_MS;
    const record = await takeSnapshot({ rds, settings, day, clock: systemClock, deadline });
    logger.info('the night has its snapshot', { ...record });
    return record;
  } catch (error) {
    logger.error('the night may have no snapshot', error as Error);
    throw error;
  }
}
