import { GlueDataQualityRuleset } from '@cdktf/provider-aws/lib/glue-data-quality-ruleset';
import { GlueSecurityConfiguration } from '@cdktf/provider-aws/lib/glue-security-configuration';
import type { GlueJobBundle } from '@mall/bundling';
import type { DatabaseOutputs } from '@mall/database';
import type { DataLakeOutputs } from '@mall/data-lake';
import type { DatasetContract, Ruleset } from '@mall/datasets';
import {
  type Deletion,
  EncryptionKey,
  type EnvironmentSettings,
  GeneratedSecret,
  literal,
  grantReadSecret,
  nameOf,
  skipCheck,
} from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import { Construct } from 'constructs';
import { Artifacts } from './artifacts';
import { PartitionCrawler } from './crawler';
import { DatabaseConnection } from './database-connection';
import { GlueJob, type GlueJobOutputs } from './glue-job';
import { jobPlans } from './job-plans';
import { Workflow } from './workflow';

export interface PipelineProps {
  readonly environment: EnvironmentSettings;
  readonly network: Pick<NetworkOutputs, 'zoneNames' | 'databaseSubnetIds'>;
  readonly database: Pick<
    DatabaseOutputs,
    'endpointAddress' | 'endpointPort' | 'databaseName' | 'analyticsSecretArn' | 'secretsKeyArn' | 'glueSecurityGroupId'
  >;
  readonly lake: Pick<
    DataLakeOutputs,
    'landing' | 'raw' | 'curated' | 'quarantine' | 'results' | 'artifacts' | 'internalKeyArn' | 'catalogDatabase'
  >;
  /** Scripts and packages of `apps/glue-jobs`. */
  readonly code: GlueJobBundle;
  readonly datasets: readonly DatasetContract[];
  /** The datasets' rule sets. */
  readonly rulesets: readonly Ruleset[];
  /** The datasets' contracts as text, for the jobs. */
  readonly contracts: string;
  readonly deletion: Deletion;
  /** Hour in Asia/Tokyo at which the workflow starts every day. @default 3 */
  readonly startHourTokyo?: number;
}

/** Names that are known before anything is applied, so that those who watch the workflow need not wait for it. */
export interface PipelineOutputs {
  readonly workflow: string;
  readonly crawler: string;
  /** Each job and the minutes after which it takes long. */
  readonly jobs: readonly GlueJobOutputs['watched'][];
}

/** The nightly road of tables and surveys: extract, quality, curate, and the crawler. */
export class Pipeline extends Construct {
  public readonly outputs: PipelineOutputs;

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    const { environment, lake, datasets, startHourTokyo = 3 } = props;
    const security = defineSecurity(this, environment, lake.internalKeyArn);
    const artifacts = new Artifacts(this, 'Artifacts', {
      bucket: lake.artifacts,
      code: props.code,
      contracts: props.contracts,
    }).outputs;
    const connection = new DatabaseConnection(this, 'Connection', {
      environment,
      network: props.network,
      database: props.database,
    }).outputs;
    const customerKey = defineCustomerKey(this, environment, props.deletion);
    const rulesetPrefix = defineRulesets(this, environment, props.rulesets);
    const workflow = nameOf(environment, 'pipeline', 'marketing');
    const crawler = nameOf(environment, 'pipeline', 'partitions');

    const jobs = jobPlans({ environment, lake, datasets, connection, customerKey, rulesetPrefix, workflow }).map(
      (plan) =>
        new GlueJob(this, plan.id, {
          environment,
          ...plan,
          script: requireScript(this, artifacts.scripts, plan.role),
          packages: artifacts.packages,
          arguments: { contracts: artifacts.contracts, ...plan.arguments },
          securityConfiguration: security,
        }).outputs,
    );
    const partitions = new PartitionCrawler(this, 'Crawler', {
      environment,
      name: crawler,
      lake,
      tables: datasets.filter(({ partitionKeys }) => partitionKeys.length > 0).map(({ name }) => name),
      securityConfiguration: security,
    });
    new Workflow(this, 'Workflow', {
      name: workflow,
      jobs: jobs.map(({ name }) => name),
      crawler: partitions.outputs.name,
      startHourTokyo,
      runProperties: {
        datasets: datasets
          .filter(({ source }) => source === 'table')
          .map(({ name }) => name)
          .join(','),
      },
    });
    this.outputs = { workflow, crawler, jobs: jobs.map(({ watched }) => watched) };
  }
}

function defineSecurity(scope: Construct, environment: EnvironmentSettings, kmsKeyArn: string): string {
  const security = new GlueSecurityConfiguration(scope, 'Security', {
    name: nameOf(environment, 'pipeline', 'security'),
    encryptionConfiguration: {
      cloudwatchEncryption: { cloudwatchEncryptionMode: 'SSE-KMS', kmsKeyArn },
      jobBookmarksEncryption: { jobBookmarksEncryptionMode: 'CSE-KMS', kmsKeyArn },
      s3Encryption: { s3EncryptionMode: 'DISABLED' },
    },
  });
  skipCheck(
    security,
    'CKV_AWS_99',
    'every bucket encrypts with the key of its data class; one key for a job would put bad rows under another',
  );
  return security.name;
}

function defineCustomerKey(scope: Construct, environment: EnvironmentSettings, deletion: Deletion) {
  const name = nameOf(environment, 'pipeline', 'customer-key');
  const key = new EncryptionKey(scope, 'CustomerKeyEncryption', {
    environment,
    name,
    description: "Key of customers' pseudonyms",
    dataClass: 'personal',
  }).outputs;
  const secret = new GeneratedSecret(scope, 'CustomerKey', {
    name,
    description: "HMAC key of customers' pseudonyms, read by the job extract",
    content: { kind: 'plain' },
    kmsKeyArn: key.arn,
    deletion,
  }).outputs;
  return { secretArn: secret.arn, statements: grantReadSecret('CustomerKey', secret.arn, key.arn) };
}

/** Defines each rule set as `<prefix><dataset>-<kind>` and answers the prefix, which the quality job completes. */
function defineRulesets(scope: Construct, environment: EnvironmentSettings, rulesets: readonly Ruleset[]): string {
  const prefix = nameOf(environment, 'pipeline', 'x').slice(0, -1);
  for (const { dataset, kind, dqdl } of rulesets) {
    new GlueDataQualityRuleset(scope, `Rules_${dataset}_${kind}`, {
      name: `${prefix}${dataset}-${kind}`,
      description: kind === 'gate' ? `Stops ${dataset}` : `Marks bad rows of ${dataset}`,
      ruleset: literal(dqdl),
    });
  }
  return prefix;
}

function requireScript(scope: Construct, scripts: Readonly<Record<string, string>>, job: string): string {
  const script = scripts[job];
  if (script === undefined) {
    throw new Error(
      `${scope.node.path}: 'code.scripts' must hold ${job}, got ${Object.keys(scripts).join(', ') || 'none'}`,
    );
  }
  return script;
}
