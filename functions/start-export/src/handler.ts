import { Logger } from '@aws-lambda-powertools/logger';
import { RDSClient } from '@aws-sdk/client-rds';
import type { Context } from 'aws-lambda';
import { readRequest } from './request';
import { readSettings } from './settings';
import { type ExportRecord, startExport } from './start-export';

const settings = readSettings(process.env);
const logger = new Logger({ serviceName: 'start-export' });
const rds = new RDSClient({ maxAttempts: 8 });

/**
 * Starts the export of a night's snapshot. Its queue hands over RDS's events and the morning's check; a person invokes it with
 * `{"day": "YYYYMMDD"}`. What it throws on, the queue brings again.
 */
export async function handler(
  event: unknown,
  context: Pick<Context, 'awsRequestId'>,
): Promise<ExportRecord | { readonly ignored: true }> {
  logger.appendKeys({ request_id: context.awsRequestId });
  try {
    const request = readRequest(event, settings.snapshotPrefix);
    if (request === undefined) {
      logger.info('the event is of a snapshot that is not ours', { event });
      return { ignored: true };
    }
    const record = await startExport({ rds, settings, request });
    logger.info('the night has its export', { ...record });
    return record;
  } catch (error) {
    logger.error('the night may have no export', error as Error);
    throw error;
  }
}
