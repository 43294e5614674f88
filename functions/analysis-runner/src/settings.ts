import { requireEnv, requireJsonEnv, type Variables } from '@mall/lambda-kit';

/** One analysis: the stable name of its result, and the named query that gives it. */
export interface Analysis {
  readonly name: string;
  readonly namedQueryId: string;
}

export interface Settings {
  readonly analyses: readonly Analysis[];
  /** Athena workgroup; it says where query results go and how much a query may scan. */
  readonly workgroup: string;
  /** Glue database that unqualified table names are of. */
  readonly catalogDatabase: string;
  readonly resultBucket: string;
  /** Glue workflow whose last run the results are of. */
  readonly workflow: string;
}

/**
 * The function's settings: `ANALYSES` (JSON), `WORKGROUP`, `CATALOG_DATABASE`, `RESULT_BUCKET`, `WORKFLOW`.
 *
 * @throws EnvironmentError when one is missing or malformed.
 */
export function readSettings(variables: Variables): Settings {
  return {
    analyses: requireJsonEnv('ANALYSES', parseAnalyses, variables),
    workgroup: requireEnv('WORKGROUP', variables),
    catalogDatabase: requireEnv('CATALOG_DATABASE', variables),
    resultBucket: requireEnv('RESULT_BUCKET', variables),
    workflow: requireEnv('WORKFLOW', variables),
  };
}

function parseAnalyses(value: unknown): Analysis[] {
  const isList = Array.isArray(value) && value.length > 0 && value.every(isAnalysis);
  if (!isList) throw new Error('a list of {"name","namedQueryId"}, names of a-z, 0-9 and _, with at least one entry');
  return value as Analysis[];
}

function isAnalysis(value: unknown): boolean {
  const { name, namedQueryId } = (value ?? {}) as Partial<Record<keyof Analysis, unknown>>;
  const isName = typeof name === 'string' && /^[a-z][a-z0-9_]*$/.test(name);
  return isName && typeof namedQueryId === 'string' && namedQueryId !== '';
}
