import {
  type AthenaClient,
  GetNamedQueryCommand,
  GetQueryExecutionCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { Clock } from '@mall/lambda-kit';
import { fetchResult, type QueryResult } from './query-result';
import type { Query, Settings } from './settings';

/** Athena could not answer a query. */
export class QueryFailedError extends Error {
  override readonly name = 'QueryFailedError';
}

/** A query took longer than the function may. */
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
 * Runs a named query and fetches its whole result.
 *
 * @throws QueryFailedError with Athena's reason when the query fails or is cancelled.
 * @throws QueryTimeoutError when the deadline passes; the query is stopped.
 */
export async function runQuery(query: Query, props: QueryProps): Promise<QueryResult> {
  const { athena, settings } = props;
  const { NamedQuery } = await athena.send(new GetNamedQueryCommand({ NamedQueryId: query.namedQueryId }));
  const { QueryExecutionId: id } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: NamedQuery?.QueryString,
      WorkGroup: settings.workgroup,
      QueryExecutionContext: { Database: settings.catalogDatabase },
    }),
  );
  if (id === undefined) throw new QueryFailedError(`query '${query.name}' was not started by Athena; run it again`);
  await untilSucceeded(query, id, props);
  return fetchResult(athena, query.name, id);
}

async function untilSucceeded(query: Query, id: string, { athena, clock, deadline }: QueryProps): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === 'SUCCEEDED') return;
    if (State === 'FAILED' || State === 'CANCELLED') {
      throw new QueryFailedError(
        `query '${query.name}' ${State.toLowerCase()} (execution ${id}): ${StateChangeReason ?? 'Athena gives no reason'}`,
      );
    }
    if (clock.now() + pauseMs > deadline) {
      await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
      throw new QueryTimeoutError(
        `query '${query.name}' (execution ${id}) had not ended when the function's time ran out; give it more time or the query less data`,
      );
    }
    await clock.pause(pauseMs);
  }
}
