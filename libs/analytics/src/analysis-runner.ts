import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import type { DataLakeOutputs } from '@mall/data-lake';
import {
  arnOf,
  arnOfBucket,
  type BucketAccess,
  type EnvironmentSettings,
  type FunctionCode,
  grantRead,
  grantWrite,
  LambdaFunction,
  nameOf,
  type PolicyStatement,
  type RunningFunction,
} from '@mall/foundation';
import type { PipelineOutputs } from '@mall/pipeline';
import { Construct } from 'constructs';
import { ATHENA_PREFIX, type WorkgroupOutputs } from './workgroup';

export interface AnalysisRunnerProps {
  readonly environment: EnvironmentSettings;
  readonly lake: Pick<DataLakeOutputs, 'curated' | 'results' | 'internalKeyArn' | 'catalogDatabase'>;
  readonly pipeline: Pick<PipelineOutputs, 'workflow' | 'crawler'>;
  readonly workgroup: WorkgroupOutputs;
  /** Names of the workgroup's queries whose results are kept. */
  readonly analyses: readonly string[];
  /** Names of the workgroup's queries that count for the run's report. */
  readonly counts: readonly string[];
  /** Names of the catalog's tables, each with its folder in the curated bucket. */
  readonly tables: readonly string[];
  /** The zip of `functions/analysis-runner`. */
  readonly code: FunctionCode;
}

/** Key prefix of what jobs say of their runs, and of what these sayings come to. */
const RUNS_PREFIX = 'runs/';

export interface AnalysisRunnerOutputs {
  readonly functionName: string;
  readonly running: RunningFunction;
  readonly deadLetterQueueName: string;
}

/**
 * Runs every analysis when the workflow's last step, the crawler, has succeeded, keeps each result under its name, and
 * reconciles the run's counts.
 */
export class AnalysisRunner extends Construct {
  public readonly outputs: AnalysisRunnerOutputs;

  constructor(scope: Construct, id: string, props: AnalysisRunnerProps) {
    super(scope, id);
    const { environment, lake, pipeline, workgroup } = props;
    const name = nameOf(environment, 'analytics', 'analysis-runner');
    const ruleName = nameOf(environment, 'analytics', 'workflow-done');
    const runner = new LambdaFunction(this, 'Function', {
      environment,
      name,
      description: 'Runs the analyses, writes each result as CSV, reconciles the run',
      code: props.code,
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      // It waits for Athena and copies results of kilobytes.
      memoryMib: 512,
      timeoutSeconds: 600,
      // Two runs at once would write the same results in any order.
      reservedConcurrency: 1,
      variables: {
        ANALYSES: queriesText(workgroup, props.analyses),
        COUNTS: queriesText(workgroup, props.counts),
        WORKGROUP: workgroup.name,
        RESULT_BUCKET: lake.results.name,
        CATALOG_DATABASE: lake.catalogDatabase,
        WORKFLOW: pipeline.workflow,
      },
      statements: [
        ...runQueries(environment, lake.results, workgroup.name),
        ...readTables(environment, lake, props.tables),
        ...grantWrite(lake.results, ATHENA_PREFIX, 'analyses/', RUNS_PREFIX),
        ...grantRead(lake.results, ATHENA_PREFIX, RUNS_PREFIX),
        {
          sid: 'ReadRun',
          actions: ['glue:GetWorkflow'],
          resources: [arnOf(environment, 'glue', `workflow/${pipeline.workflow}`)],
        },
      ],
      kmsKeyArn: lake.internalKeyArn,
      deadLetterSenders: [
        { service: 'events.amazonaws.com', sourceArn: arnOf(environment, 'events', `rule/${ruleName}`) },
      ],
    }).outputs;

    const rule = new CloudwatchEventRule(this, 'WorkflowDone', {
      name: ruleName,
      description: "The workflow's last step has succeeded",
      eventPattern: JSON.stringify({
        source: ['aws.glue'],
        'detail-type': ['Glue Crawler State Change'],
        detail: { crawlerName: [pipeline.crawler], state: ['Succeeded'] },
      }),
    });
    const permission = new LambdaPermission(this, 'RuleMayInvoke', {
      functionName: runner.name,
      action: 'lambda:InvokeFunction',
      principal: 'events.amazonaws.com',
      sourceArn: rule.arn,
    });
    new CloudwatchEventTarget(this, 'Target', {
      rule: rule.name,
      targetId: 'analysis-runner',
      arn: runner.arn,
      // After four hours the next night's run is nearer than the lost one.
      retryPolicy: { maximumRetryAttempts: 8, maximumEventAgeInSeconds: 4 * 3600 },
      deadLetterConfig: { arn: runner.deadLetterQueueArn },
      dependsOn: [permission],
    });
    const { running, deadLetterQueueName } = runner;
    this.outputs = { functionName: runner.name, running, deadLetterQueueName };
  }
}

function queriesText({ queryIds }: WorkgroupOutputs, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => ({ name, namedQueryId: queryIds[name] })));
}

function runQueries(environment: EnvironmentSettings, results: BucketAccess, workgroup: string): PolicyStatement[] {
  return [
    {
      sid: 'RunQueries',
      actions: [
        'athena:GetNamedQuery',
        'athena:StartQueryExecution',
        'athena:GetQueryExecution',
        'athena:GetQueryResults',
        'athena:StopQueryExecution',
      ],
      resources: [arnOf(environment, 'athena', `workgroup/${workgroup}`)],
    },
    { sid: 'FindResults', actions: ['s3:GetBucketLocation'], resources: [arnOfBucket(results)] },
  ];
}

/** Athena reads the catalog and the tables' files in the name of who asks. */
function readTables(
  environment: EnvironmentSettings,
  lake: Pick<DataLakeOutputs, 'curated' | 'catalogDatabase'>,
  tables: readonly string[],
): PolicyStatement[] {
  const database = lake.catalogDatabase;
  return [
    {
      sid: 'ReadCatalog',
      actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions'],
      resources: [
        arnOf(environment, 'glue', 'catalog'),
        arnOf(environment, 'glue', `database/${database}`),
        ...tables.map((table) => arnOf(environment, 'glue', `table/${database}/${table}`)),
      ],
    },
    ...grantRead(lake.curated, ...tables.map((table) => `${table}/`)),
  ];
}
