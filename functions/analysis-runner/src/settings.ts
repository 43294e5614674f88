import { requireEnv, requireJsonEnv, type Variables } from '@mall/lambda-kit';
import { z } from 'zod';

const analyses = z
  .array(z.object({ name: z.string().regex(/^[a-z][a-z0-9_]*$/), namedQueryId: z.string().min(1) }))
  .min(1);

/** One analysis: the stable name of its result, and the named query that gives it. */
export type Analysis = z.infer<typeof analyses>[number];

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
    analyses: requireJsonEnv('ANALYSES', (value) => analyses.parse(value), variables),
    workgroup: requireEnv('WORKGROUP', variables),
    catalogDatabase: requireEnv('CATALOG_DATABASE', variables),
    resultBucket: requireEnv('RESULT_BUCKET', variables),
    workflow: requireEnv('WORKFLOW', variables),
  };
}
