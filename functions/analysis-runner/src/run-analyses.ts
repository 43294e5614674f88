import type { AthenaClient } from '@aws-sdk/client-athena';
import type { GlueClient } from '@aws-sdk/client-glue';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import type { Clock } from '@mall/lambda-kit';
import { equations, type Figure, reconcile, type RunReport } from '@mall/reconciliation';
import { analysisFigures } from './analysis-figures';
import { between, figuresOf } from './counts';
import { toCsv } from './csv';
import { jobFigures } from './job-figures';
import { readJobReports } from './job-reports';
import { lastRunOf } from './last-run';
import { runQuery } from './query';
import type { QueryResult } from './query-result';
import type { Query, Settings } from './settings';

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
 * Runs every analysis and replaces every result, reconciles the run's counts, then says of which run all that is. Nothing
 * is written unless all queries succeeded.
 *
 * @throws QueryFailedError, QueryTimeoutError, ResultShapeError, FigureError, CountShapeError of the query that failed;
 * AggregateError when several did.
 */
export async function runAnalyses(
  props: RunAnalysesProps,
): Promise<{ readonly record: RunRecord; readonly report: RunReport }> {
  const { settings, glue, s3, clock } = props;
  const { runId, asOf } = await lastRunOf(glue, settings.workflow);
  const jobReports = await readJobReports(s3, settings.resultBucket, runId);
  const countsBefore = await countFigures(props);
  const results = await runAll(settings.analyses, props);
  const counts = between(countsBefore, await countFigures(props));
  const csvs = [...results].map(([name, result]) => ({ name, csv: toCsv(result) }));

  for (const { name, csv } of csvs) await put(props, `analyses/${name}.csv`, csv, 'text/csv; charset=utf-8');
  const figures = [...jobFigures(jobReports), ...counts, ...analysisFigures(results)];
  const report = reconcile({ run_id: runId, as_of: asOf }, equations, figures);
  await putJson(props, `runs/${runId}/report.json`, report);
  const record: RunRecord = {
    run_id: runId,
    as_of: asOf,
    finished_at: new Date(clock.now()).toISOString(),
    analyses: [...results].map(([name, { rows }]) => ({ name, rows: rows.length })),
  };
  // Last: who sees it finds all results in place.
  await putJson(props, 'analyses/run.json', record);
  return { record, report };
}

/** What the catalog holds now. */
async function countFigures(props: RunAnalysesProps): Promise<readonly Figure[]> {
  return [...(await runAll(props.settings.counts, props)).values()].flatMap(figuresOf);
}

/** The results of queries by their names, in their order. */
async function runAll(queries: readonly Query[], props: RunAnalysesProps): Promise<ReadonlyMap<string, QueryResult>> {
  const limit = pLimit(CONCURRENCY);
  const results = await allOf(
    queries.map((query) => limit(async () => [query.name, await runQuery(query, props)] as const)),
  );
  return new Map(results);
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

function putJson(props: RunAnalysesProps, key: string, document: object): Promise<void> {
  return put(props, key, `${JSON.stringify(document, null, 2)}\n`, 'application/json');
}
