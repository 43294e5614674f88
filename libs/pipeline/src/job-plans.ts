import type { DataLakeOutputs } from '@mall/data-lake';
import type { DatasetContract } from '@mall/datasets';
import {
  arnOf,
  arnOfBucket,
  type EnvironmentSettings,
  grantFetch,
  grantRead,
  grantReplace,
  grantWrite,
  type PolicyStatement,
} from '@mall/foundation';
import { ARTIFACT_PREFIX } from './artifacts';
import type { DatabaseConnectionOutputs } from './database-connection';
import type { GlueJobProps } from './glue-job';

/** What the three jobs share with the rest of the pipeline. */
export interface JobContext {
  readonly environment: EnvironmentSettings;
  readonly lake: Pick<DataLakeOutputs, 'landing' | 'raw' | 'curated' | 'quarantine' | 'results' | 'artifacts'>;
  readonly datasets: readonly DatasetContract[];
  readonly connection: DatabaseConnectionOutputs;
  readonly customerKey: { readonly secretArn: string; readonly statements: readonly PolicyStatement[] };
  readonly rulesetPrefix: string;
  readonly workflow: string;
}

/** A job's place in the pipeline: what it is told, what it may touch. */
export interface JobPlan extends Pick<
  GlueJobProps,
  'role' | 'description' | 'arguments' | 'connections' | 'statements' | 'maxRetries'
> {
  /** Construct id. */
  readonly id: string;
}

/** Where the job curate writes a table before it takes the place of the older one. */
const CURATE_ASIDE = '_aside/';

/** A database that fails over and a machine that is lost are back when Glue tries again. What the gate fails on would fail again. */
const TRANSIENT_RETRIES = 1;

/** Where people hand in mended rows, and where the job extract keeps what it takes of them. */
const MENDED = 'mended/';

/** The three jobs in their order. Each may touch what it reads and writes, and nothing that the next one writes. */
export function jobPlans(context: JobContext): readonly JobPlan[] {
  return [extract(context), quality(context), curate(context)];
}

function extract(context: JobContext): JobPlan {
  const { lake, connection, customerKey } = context;
  return {
    id: 'Extract',
    role: 'extract',
    description: 'Reads the analytics views of the database into raw, customers under keyed pseudonyms',
    arguments: {
      landing_bucket: lake.landing.name,
      raw_bucket: lake.raw.name,
      results_bucket: lake.results.name,
      connection_name: connection.name,
      customer_key_secret: customerKey.secretArn,
    },
    connections: [connection.name],
    maxRetries: TRANSIENT_RETRIES,
    statements: [
      ...everyJob(context),
      ...connection.statements,
      ...customerKey.statements,
      ...grantReplace(lake.raw, ...tablesOf(context), MENDED),
      ...grantRead(lake.landing, MENDED),
      {
        sid: 'TakeMended',
        actions: ['s3:DeleteObject'],
        resources: [`${arnOfBucket(lake.landing)}/${MENDED}*`],
      },
    ],
  };
}

function quality(context: JobContext): JobPlan {
  const { environment, lake, rulesetPrefix } = context;
  return {
    id: 'Quality',
    role: 'quality',
    description: 'Lets good rows pass, keeps bad rows apart, stops the run when there are too many',
    arguments: {
      raw_bucket: lake.raw.name,
      quarantine_bucket: lake.quarantine.name,
      results_bucket: lake.results.name,
      ruleset_prefix: rulesetPrefix,
    },
    statements: [
      ...everyJob(context),
      {
        sid: 'ReadRules',
        actions: ['glue:GetDataQualityRuleset'],
        resources: [arnOf(environment, 'glue', `dataQualityRuleset/${rulesetPrefix}*`)],
        wildcardReason: 'the names under the prefix are the rule sets of this pipeline, one a dataset and kind',
      },
      ...grantRead(lake.raw, ...tablesOf(context), 'staged/', MENDED),
      ...grantReplace(lake.raw, 'passed/'),
      ...grantReplace(lake.quarantine, 'rows/'),
    ],
  };
}

function curate(context: JobContext): JobPlan {
  const { lake, datasets } = context;
  const tables = datasets.filter(({ source }) => source !== 'clicks').map(({ name }) => `${name}/`);
  return {
    id: 'Curate',
    role: 'curate',
    description: 'Rewrites the curated tables whole from the rows that passed',
    arguments: {
      raw_bucket: lake.raw.name,
      curated_bucket: lake.curated.name,
      results_bucket: lake.results.name,
    },
    maxRetries: TRANSIENT_RETRIES,
    statements: [
      ...everyJob(context),
      ...grantRead(lake.raw, 'passed/'),
      ...grantReplace(lake.curated, CURATE_ASIDE, ...tables),
    ],
  };
}

/** Loading the code, asking for the run's start and properties, and writing the run's figures. */
function everyJob({ environment, lake, workflow }: JobContext): readonly PolicyStatement[] {
  return [
    ...grantFetch(lake.artifacts, ARTIFACT_PREFIX),
    {
      sid: 'ReadRun',
      actions: ['glue:GetWorkflowRun', 'glue:GetWorkflowRunProperties'],
      resources: [arnOf(environment, 'glue', `workflow/${workflow}`)],
    },
    ...grantWrite(lake.results, 'runs/'),
  ];
}

function tablesOf({ datasets }: JobContext): readonly string[] {
  return datasets.filter(({ source }) => source === 'table').map(({ name }) => `${name}/`);
}
