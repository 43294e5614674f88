import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { setTimeout as sleep } from 'node:timers/promises';
import { TwinError } from './errors';

/** Asks Athena for one number. @throws TwinError with Athena's reason when the query fails. */
export async function queryNumber(...query: Parameters<typeof queryRows>): Promise<number> {
  const [, row] = await queryRows(...query);
  return Number(row?.[0]);
}

/**
 * Asks Athena for rows, at most 999; before them the names of the columns. NULL is an empty text.
 * @throws TwinError with Athena's reason when the query fails.
 */
export async function queryRows(
  athena: AthenaClient,
  workgroup: string,
  database: string,
  sql: string,
): Promise<readonly (readonly string[])[]> {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup: workgroup,
      QueryExecutionContext: { Database: database },
    }),
  );
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const state = QueryExecution?.Status?.State;
    if (state === 'SUCCEEDED') break;
    if (state !== 'QUEUED' && state !== 'RUNNING') {
      throw new TwinError(
        `the query '${sql}' ${state ?? 'is lost'}: ${QueryExecution?.Status?.StateChangeReason ?? ''}`,
      );
    }
    await sleep(100);
  }
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue = '' }) => VarCharValue));
}
