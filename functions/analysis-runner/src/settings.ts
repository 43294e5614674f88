import { requireEnv, requireJsonEnv, type Variables } from '@mall/lambda-kit';

/** A named query by its stable name; that of an analysis is its result's. */
export interface Query {
  readonly name: string;
  readonly namedQueryId: string;
}

export interface Settings {
  readonly analyses: readonly Query[];
  /** Queries whose rows count what the catalog shows: a column `dataset`, and one for each figure. */
  readonly counts: readonly Query[];
  /** Athena workgroup; it says where query results go and how much a query may scan. */
  readonly workgroup: string;
  /** Glue database that unqualified table names are of. */
  readonly catalogDatabase: string;
  readonly resultBucket: string;
  /** Glue workflow whose last run the results are of. */
  readonly workflow: string;
}

/**
 * The function's settings: `ANALYSES` and `COUNTS` (JSON), `WORKGROUP`, `CATALOG_DATABASE`, `RESULT_BUCKET`, `WORKFLOW`.
 *
 * @throws EnvironmentError when one is missing or malformed.
 */
export function readSettings(variables: Variables): Settings {
  return {
    analyses: requireJsonEnv('ANALYSES', parseQueries, variables),
    counts: requireJsonEnv('COUNTS', parseQueries, variables),
    workgroup: requireEnv('WORKGROUP', variables),
    catalogDatabase: requireEnv('CATALOG_DATABASE', variables),
    resultBucket: requireEnv('RESULT_BUCKET', variables),
    workflow: requireEnv('WORKFLOW', variables),
  };
}

function parseQueries(value: unknown): Query[] {
  const isList = Array.isArray(value) && value.length > 0 && value.every(isQuery);
  if (!isList) throw new Error('a list of {"name","namedQueryId"}, names of a-z, 0-9 and _, with at least one entry');
  return value as Query[];
}

function isQuery(value: unknown): boolean {
  const { name, namedQueryId } = (value ?? {}) as Partial<Record<keyof Query, unknown>>;
  const isName = typeof name === 'string' && /^[a-z][a-z0-9_]*$/.test(name);
  return isName && typeof namedQueryId === 'string' && namedQueryId !== '';
}
