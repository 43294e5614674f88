import type { DataLakeOutputs } from '@mall/data-lake';
import {
  arnOf,
  arnOfBucket,
  type EnvironmentSettings,
  grantRead,
  grantWrite,
  lendKeysToRds,
  literal,
  type PolicyStatement,
} from '@mall/foundation';

/** What the groups' policies name. */
export interface GroupScope {
  readonly environment: EnvironmentSettings;
  readonly lake: Pick<DataLakeOutputs, 'landing' | 'curated' | 'quarantine' | 'results' | 'catalogDatabase'>;
  /** Names of the catalog's tables. */
  readonly tables: readonly string[];
  readonly workgroup: string;
  /** Workgroup whose results stay in the quarantine bucket. */
  readonly quarantineWorkgroup: string;
  readonly workflow: string;
  readonly database: {
    readonly identifier: string;
    /** Of its storage, and so of its snapshots. */
    readonly dataKeyArn: string;
  };
}

/** Asks the curated tables, through one workgroup, and reads the results. Nothing else, and no raw row. */
export function analystStatements({ environment, lake, tables, workgroup }: GroupScope): PolicyStatement[] {
  return [
    ...askTables(environment, workgroup, lake.catalogDatabase, tables),
    ...grantRead(lake.curated, ...tables.map((table) => `${table}/`)),
    ...grantRead(lake.results, 'analyses/', 'athena/'),
    ...grantWrite(lake.results, 'athena/'),
    { sid: 'FindResults', actions: ['s3:GetBucketLocation'], resources: [arnOfBucket(lake.results)] },
  ];
}

/** Asking Athena, in one workgroup, about tables of the catalog. */
export function askTables(
  environment: EnvironmentSettings,
  workgroup: string,
  database: string,
  tables: readonly string[],
): PolicyStatement[] {
  const glue = (resource: string) => arnOf(environment, 'glue', resource);
  return [
    {
      sid: 'AskQuestions',
      actions: [
        'athena:BatchGetNamedQuery',
        'athena:GetNamedQuery',
        'athena:GetQueryExecution',
        'athena:GetQueryResults',
        'athena:GetWorkGroup',
        'athena:ListNamedQueries',
        'athena:ListQueryExecutions',
        'athena:StartQueryExecution',
        'athena:StopQueryExecution',
      ],
      resources: [arnOf(environment, 'athena', `workgroup/${workgroup}`)],
    },
    {
      sid: 'FindWorkgroup',
      actions: ['athena:ListDataCatalogs', 'athena:ListWorkGroups'],
      resources: ['*'],
      wildcardReason: 'the console lists before one can choose; these actions take no resource',
    },
    {
      sid: 'ReadCatalog',
      actions: [
        'glue:BatchGetPartition',
        'glue:GetDatabase',
        'glue:GetDatabases',
        'glue:GetPartition',
        'glue:GetPartitions',
        'glue:GetTable',
        'glue:GetTables',
      ],
      resources: [
        glue('catalog'),
        glue(`database/${database}`),
        ...tables.map((table) => glue(`table/${database}/${table}`)),
      ],
    },
  ];
}

/** Runs the pipeline again and reads why it failed; beside it the group sees how everything is set up, and no content. */
export function developerStatements({ environment, workflow }: GroupScope): PolicyStatement[] {
  const own = `mall-${environment.name}`;
  return [
    {
      sid: 'RunPipeline',
      actions: [
        'glue:GetWorkflow',
        'glue:GetWorkflowRun',
        'glue:GetWorkflowRuns',
        'glue:StartWorkflowRun',
        'glue:StopWorkflowRun',
      ],
      resources: [arnOf(environment, 'glue', `workflow/${workflow}`)],
    },
    {
      sid: 'SeeRuns',
      actions: ['glue:GetJob', 'glue:GetJobRun', 'glue:GetJobRuns'],
      resources: [arnOf(environment, 'glue', `job/mall-${environment.name}-pipeline-*`)],
      wildcardReason: 'the jobs of the pipeline, also those that it will have tomorrow',
    },
    {
      sid: 'ReadLogs',
      actions: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartQuery'],
      resources: [
        ...['lambda', 'kinesisfirehose', 'codebuild'].map((service) =>
          arnOf(environment, 'logs', `log-group:/aws/${service}/${own}-*:*`),
        ),
        arnOf(environment, 'logs', 'log-group:/aws-glue/*:*'),
      ],
      wildcardReason: "the logs of this environment's functions, streams, builds and jobs, and no others",
    },
    {
      sid: 'ReadQueries',
      actions: ['logs:GetQueryResults', 'logs:StopQuery', 'cloudwatch:GetMetricData'],
      resources: ['*'],
      wildcardReason: 'these actions take no resource; a query is found by the id that its start answered',
    },
  ];
}

/** Approves releases, answers alarms, takes a snapshot before a change and logs in to an instance. */
export function operatorStatements({ environment, database }: GroupScope): PolicyStatement[] {
  const own = `mall-${environment.name}-`;
  const rds = (resource: string) => arnOf(environment, 'rds', resource);
  const ownTag = { StringEquals: { 'aws:ResourceTag/environment': environment.name } };
  return [
    {
      sid: 'TakeSnapshots',
      actions: ['rds:AddTagsToResource', 'rds:CreateDBSnapshot'],
      resources: [rds(`db:${database.identifier}`), rds(`snapshot:${own}*`)],
      wildcardReason: 'a snapshot gets its name when it is taken; the database is exact',
    },
    ...lendKeysToRds(environment, [database.dataKeyArn]),
    {
      sid: 'ApproveReleases',
      actions: [
        'codepipeline:PutApprovalResult',
        'codepipeline:RetryStageExecution',
        'codepipeline:StopPipelineExecution',
      ],
      resources: [arnOf(environment, 'codepipeline', `${own}*`)],
      wildcardReason: 'the pipelines of this environment; an approval lies below its pipeline and stage',
    },
    {
      sid: 'AnswerAlarms',
      actions: ['cloudwatch:DisableAlarmActions', 'cloudwatch:EnableAlarmActions', 'cloudwatch:SetAlarmState'],
      resources: [arnOf(environment, 'cloudwatch', `alarm:${own}*`)],
      wildcardReason: 'the alarms of this environment, which is known by its names',
    },
    {
      sid: 'LogIn',
      actions: ['ssm:StartSession'],
      resources: [arnOf(environment, 'ec2', 'instance/*')],
      wildcardReason: "instances come and go; the tag says which are this environment's",
      conditions: ownTag,
    },
    {
      sid: 'LogInByShell',
      actions: ['ssm:StartSession'],
      resources: [arnOf(environment, 'ssm', 'document/SSM-SessionManagerRunShell')],
    },
    {
      sid: 'LogOut',
      actions: ['ssm:ResumeSession', 'ssm:TerminateSession'],
      resources: [`arn:aws:ssm:*:${environment.account}:session/${literal('${aws:username}')}-*`],
      wildcardReason: 'Session Manager adds an id to the name of who started the session',
    },
  ];
}
