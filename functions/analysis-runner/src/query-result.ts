import {
  type AthenaClient,
  type Datum,
  GetQueryResultsCommand,
  type GetQueryResultsOutput,
} from '@aws-sdk/client-athena';

/** A column as Athena names and types it. */
export interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

/** A query's rows in its order; NULL is `null`, which differs from the empty text. */
export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Athena answered with something other than a table with a header. */
export class ResultShapeError extends Error {
  override readonly name = 'ResultShapeError';
}

/**
 * Fetches all pages of a query's result.
 *
 * @throws ResultShapeError when the first row is not the header that Athena sends before a SELECT's rows.
 */
export async function fetchResult(athena: Pick<AthenaClient, 'send'>, query: string, id: string): Promise<QueryResult> {
  const columns: ResultColumn[] = [];
  const received: (string | null)[][] = [];
  let token: string | undefined;
  do {
    const page: GetQueryResultsOutput = await athena.send(
      new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: token }),
    );
    if (columns.length === 0) columns.push(...columnsOf(page));
    for (const { Data = [] } of page.ResultSet?.Rows ?? [])
      received.push(columns.map((_, index) => textOf(Data[index])));
    token = page.NextToken;
  } while (token !== undefined);
  const [header, ...rows] = received;
  const names = columns.map(({ name }) => name);
  if (names.length === 0 || JSON.stringify(header) !== JSON.stringify(names)) {
    throw new ResultShapeError(
      `query '${query}' must answer with its header first (${names.join(', ')}); make its named query a SELECT`,
    );
  }
  return { columns, rows };
}

function columnsOf({ ResultSet }: GetQueryResultsOutput): ResultColumn[] {
  return (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '', Type = '' }) => ({
    name: Name,
    type: Type,
  }));
}

function textOf(datum: Datum | undefined): string | null {
  return datum?.VarCharValue ?? null;
}
