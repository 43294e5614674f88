import type { AthenaClient } from '@aws-sdk/client-athena';
import type { GlueClient } from '@aws-sdk/client-glue';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import type { Clock } from '@mall/lambda-kit';
import { toCsv } from './csv';
import { lastRunOf } from './last-run';
import { runAnalysis } from './query';
import type { Settings } from './settings';

export interface RunAnalysesProps {
  readonly settings: Settings;
  readonly athena: Pick<AthenaClient, 'send'>;
  readonly glue: Pick<GlueClient, 'send'>;
  readonly s3: Pick<S3Client, 'send'>;
  readonly clock: Clock;
  /** When waiting for queries ends, in milliseconds since 1970. */
  readonly deadline: number;
}

/** What `analyses/run.json` says. */
export interface RunRecord {
  readonly run_id: string;
  /** ISO 8601, UTC. */
  readonly as_of: string;
  /** ISO 8601, UTC. */
  readonly finished_at: string;
  readonly analyses: readonly { readonly name: string; readonly rows: number }[];
}

/** Queries at once: a workgroup shares 20 or more active ones with people (Athena quotas). */
const CONCURRENCY = 3;

/**
 * Runs every analysis and replaces every result, then says of which run they are. Nothing is written unless all succeeded.
 *
 * @throws QueryFailedError, QueryTimeoutError, ResultShapeError, FigureError of the analysis that failed; AggregateError when
 * several did.
 */
export async function runAnalyses(props: RunAnalysesProps): Promise<RunRecord> {
  const { settings, glue, clock } = props;
  const { runId, asOf } = await lastRunOf(glue, settings.workflow);
  const limit = pLimit(CONCURRENCY);
  const results = await allOf(
    settings.analyses.map((analysis) =>
      limit(async () => {
        const result = await runAnalysis(analysis, props);
        return { name: analysis.name, rows: result.rows.length, csv: toCsv(result) };
      }),
    ),
  );
  for (const { name, csv } of results) await put(props, `analyses/${name}.csv`, csv, 'text/csv; charset=utf-8');
  const record: RunRecord = {
    run_id: runId,
    as_of: asOf,
    finished_at: new Date(clock.now()).toISOString(),
    analyses: results.map(({ name, rows }) => ({ name, rows })),
  };
  // Last: who sees it finds all results in place.
  await put(props, 'analyses/run.json', `${JSON.stringify(record, null, 2)}\n`, 'application/json');
  return record;
}

/** Waits for all, so that no query goes on behind a function that has failed. */
async function allOf<Value>(promises: readonly Promise<Value>[]): Promise<Value[]> {
  const settled = await Promise.allSettled(promises);
  const errors = settled.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []));
  if (errors.length > 1) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '));
  if (errors[0] !== undefined) throw errors[0];
  return settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

async function put(props: RunAnalysesProps, key: string, body: string, contentType: string): Promise<void> {
  const { s3, settings } = props;
  await s3.send(
    new PutObjectCommand({ Bucket: settings.resultBucket, Key: key, Body: body, ContentType: contentType }),
  );
}
