import {
  type AthenaClient,
  GetNamedQueryCommand,
  GetQueryExecutionCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { Clock } from '@mall/lambda-kit';
import { fetchResult, type QueryResult } from './query-result';
import type { Analysis, Settings } from './settings';

/** Athena could not answer an analysis. */
export class QueryFailedError extends Error {
  override readonly name = 'QueryFailedError';
}

/** An analysis took longer than the function may. */
export class QueryTimeoutError extends Error {
  override readonly name = 'QueryTimeoutError';
}

export interface QueryProps {
  readonly athena: Pick<AthenaClient, 'send'>;
  readonly settings: Pick<Settings, 'workgroup' | 'catalogDatabase'>;
  readonly clock: Clock;
  /** When waiting ends, in milliseconds since 1970. */
  readonly deadline: number;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Runs the named query of an analysis and fetches its whole result.
 *
 * @throws QueryFailedError with Athena's reason when the query fails or is cancelled.
 * @throws QueryTimeoutError when the deadline passes; the query is stopped.
 */
export async function runAnalysis(analysis: Analysis, props: QueryProps): Promise<QueryResult> {
  const { athena, settings } = props;
  const { NamedQuery } = await athena.send(new GetNamedQueryCommand({ NamedQueryId: analysis.namedQueryId }));
  const { QueryExecutionId: id } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: NamedQuery?.QueryString,
      WorkGroup: settings.workgroup,
      QueryExecutionContext: { Database: settings.catalogDatabase },
    }),
  );
  if (id === undefined)
    throw new QueryFailedError(`analysis '${analysis.name}' was not started by Athena; run it again`);
  await untilSucceeded(analysis, id, props);
  return fetchResult(athena, analysis.name, id);
}

async function untilSucceeded(analysis: Analysis, id: string, { athena, clock, deadline }: QueryProps): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === 'SUCCEEDED') return;
    if (State === 'FAILED' || State === 'CANCELLED') {
      throw new QueryFailedError(
        `analysis '${analysis.name}' ${State.toLowerCase()} (query ${id}): ${StateChangeReason ?? 'Athena gives no reason'}`,
      );
    }
    if (clock.now() + pauseMs > deadline) {
      await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
      throw new QueryTimeoutError(
        `analysis '${analysis.name}' (query ${id}) had not ended when the function's time ran out; give it more time or the query less data`,
      );
    }
    await clock.pause(pauseMs);
  }
}
