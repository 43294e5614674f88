import {
  AthenaClient,
  GetNamedQueryCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecutionState,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { GetWorkflowCommand, GlueClient } from '@aws-sdk/client-glue';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import type { Settings } from './settings';

/** A query as Athena plays it: its states in turn, then pages of rows below the header. */
export interface PlayedQuery {
  readonly states?: readonly QueryExecutionState[];
  readonly reason?: string;
  readonly pages?: readonly (readonly (readonly (string | null)[])[])[];
  /** First row of the first page, instead of the column names. */
  readonly header?: readonly string[];
  /** Types by column names. @default a category and its share */
  readonly columns?: Readonly<Record<string, string>>;
}

const category = { category: 'varchar', share: 'double' };

const rowOf = (values: readonly (string | null)[]) => ({
  Data: values.map((value) => (value === null ? {} : { VarCharValue: value })),
});

/**
 * Athena, Glue and S3 that play `queries`, by their names, and remember what they were asked; in the result bucket lie the
 * documents of `objects`, by their keys.
 */
export function playAws(
  queries: Readonly<Record<string, PlayedQuery>>,
  objects: Readonly<Record<string, object>> = {},
) {
  const [athena, glue, s3] = [mockClient(AthenaClient), mockClient(GlueClient), mockClient(S3Client)];
  const asked: Record<string, number> = {};
  athena.on(GetNamedQueryCommand).callsFake(({ NamedQueryId }) => ({
    NamedQuery: { Name: NamedQueryId, Database: 'mall_dev', QueryString: `select ${NamedQueryId}` },
  }));
  athena.on(StartQueryExecutionCommand).callsFake(({ QueryString }: { QueryString: string }) => ({
    QueryExecutionId: QueryString.slice('select '.length),
  }));
  athena.on(GetQueryExecutionCommand).callsFake(({ QueryExecutionId: id }: { QueryExecutionId: string }) => {
    const { states = ['SUCCEEDED'], reason } = queries[id] ?? {};
    const turn = (asked[id] = (asked[id] ?? 0) + 1) - 1;
    return {
      QueryExecution: { Status: { State: states[Math.min(turn, states.length - 1)], StateChangeReason: reason } },
    };
  });
  athena
    .on(GetQueryResultsCommand)
    .callsFake(({ QueryExecutionId: id, NextToken }: { QueryExecutionId: string; NextToken?: string }) => {
      const { pages = [[]], columns: types = category, header = Object.keys(types) } = queries[id] ?? {};
      const columns = Object.entries(types).map(([Name, Type]) => ({ Name, Type }));
      const page = Number(NextToken ?? 0);
      const rows = (pages[page] ?? []).map(rowOf);
      return {
        ResultSet: { ResultSetMetadata: { ColumnInfo: columns }, Rows: page === 0 ? [rowOf(header), ...rows] : rows },
        NextToken: page + 1 < pages.length ? String(page + 1) : undefined,
      };
    });
  athena.on(StopQueryExecutionCommand).resolves({});
  glue.on(GetWorkflowCommand).resolves({
    Workflow: { LastRun: { WorkflowRunId: 'wr_1', StartedOn: new Date('2024-07-01T00:00:00Z') } },
  });
  s3.on(PutObjectCommand).resolves({});
  s3.on(GetObjectCommand).callsFake(({ Key }: { Key: string }) => {
    const document = objects[Key];
    if (document === undefined) throw new NoSuchKey({ message: Key, $metadata: {} });
    return { Body: { transformToString: () => Promise.resolve(JSON.stringify(document)) } };
  });
  return {
    athena,
    glue,
    s3,
    clients: { athena: new AthenaClient({}), glue: new GlueClient({}), s3: new S3Client({}) },
    /** Objects in the order in which they were written. */
    written: () =>
      s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => ({
        bucket: input.Bucket,
        key: input.Key,
        type: input.ContentType,
        body: String(input.Body),
      })),
  };
}

/** Settings of the analyses named. */
export function settingsOf(...names: readonly string[]): Settings {
  return {
    analyses: names.map((name) => ({ name, namedQueryId: name })),
    counts: [],
    workgroup: 'group',
    catalogDatabase: 'mall_dev',
    resultBucket: 'results',
    workflow: 'marketing',
  };
}

/** A clock that waiting moves on. */
export function movableClock(start = Date.parse('2024-07-01T00:05:00Z')) {
  let now = start;
  return {
    now: () => now,
    pause: (ms: number) => {
      now += ms;
      return Promise.resolve();
    },
  };
}
