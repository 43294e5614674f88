import { contractsJson, datasetOf, datasets, rowsInCatalogSql, rulesets } from '@mall/datasets';
import { MallStack, nameOf } from '@mall/foundation';
import type { App } from 'cdktf';
import type { MallCode } from './code';
import { type Environment, networksBeside } from './environments';
import { requireProductionGrade } from './production';
import { AnalyticsStack } from './stacks/analytics-stack';
import { BackupStack } from './stacks/backup-stack';
import { BootstrapStack } from './stacks/bootstrap-stack';
import { DataLakeStack } from './stacks/data-lake-stack';
import { DatabaseStack } from './stacks/database-stack';
import { DeliveryStack } from './stacks/delivery-stack';
import { DomainStack } from './stacks/domain-stack';
import { EdgeStack } from './stacks/edge-stack';
import { GovernanceStack } from './stacks/governance-stack';
import { IngestionStack } from './stacks/ingestion-stack';
import { MigrationStack } from './stacks/migration-stack';
import { MonitoringStack } from './stacks/monitoring-stack';
import { NetworkStack } from './stacks/network-stack';
import { PipelineStack } from './stacks/pipeline-stack';
import { WasStack } from './stacks/was-stack';
import { WebStack } from './stacks/web-stack';

/** Reads top to bottom like the architecture diagram: who exists, and who feeds whom. */
export function defineMall(app: App, environment: Environment, code: MallCode): void {
  requireProductionGrade(environment);
  const { deletion, migration } = environment;
  const stack = (tier: string) => `${environment.name}-${tier}`;
  const roleOf = (tier: string, role: string) =>
    `arn:aws:iam::${environment.account}:role/${nameOf(environment, tier, role)}`;

  const bootstrap = new BootstrapStack(app, stack('bootstrap'), {
    environment,
    repositorySubject: environment.repositorySubject,
    deletion,
  });

  const network = new NetworkStack(app, stack('network'), {
    environment,
    cidrBlock: environment.cidrBlock,
    reservedCidrBlocks: networksBeside(environment),
    natGateways: environment.natGateways,
    wasCalls: migration.mode === 'none' ? [] : [migration.road.source],
  });

  const lake = new DataLakeStack(app, stack('data-lake'), {
    environment,
    datasets,
    accessLogging: environment.accessLogging,
    landingReaders: [
      { prefix: 'surveys/', roleArn: roleOf('ingestion', 'survey-parser') },
      { prefix: 'mended/', roleArn: roleOf('pipeline', 'extract') },
    ],
    deletion,
  });

  const database = new DatabaseStack(app, stack('database'), {
    environment,
    network: network.outputs,
    ...environment.database,
    deletion,
  });

  const ingestion = new IngestionStack(app, stack('ingestion'), {
    environment,
    lake: lake.outputs,
    clicks: datasetOf('clicks'),
    surveyParserCode: code.surveyParser,
    pandasLayerArn: environment.pandasLayerArn,
    deletion,
  });

  const pipeline = new PipelineStack(app, stack('pipeline'), {
    environment,
    network: network.outputs,
    database: database.outputs,
    lake: lake.outputs,
    datasets,
    rulesets: rulesets(datasets),
    contracts: contractsJson(datasets),
    code: code.glueJobs,
    deletion,
  });

  const analytics = new AnalyticsStack(app, stack('analytics'), {
    environment,
    lake: lake.outputs,
    pipeline: pipeline.outputs,
    tables: datasets.map(({ name }) => name),
    analyses: code.analyses,
    counts: [{ name: 'rows_in_catalog', sql: rowsInCatalogSql(datasets) }, ...code.counts],
    quarantineQueries: code.quarantineQueries,
    analysisRunnerCode: code.analysisRunner,
    deletion,
  });

  const domain = new DomainStack(app, stack('domain'), {
    environment,
    network: network.outputs,
    ...environment.domain,
    deletion,
  });
  const servers = {
    environment,
    network: network.outputs,
    domain: domain.outputs,
    clicks: {
      stream: ingestion.outputs.clickStream,
      keySecretArn: ingestion.outputs.clickKeySecretArn,
      keyEncryptionArn: ingestion.outputs.clickKeyEncryptionArn,
    },
    bootScripts: code.bootScripts,
    deletion,
  };
  const was = new WasStack(app, stack('was'), {
    ...servers,
    ...environment.servers.was,
    database: database.outputs,
  });

  const web = new WebStack(app, stack('web'), {
    ...servers,
    ...environment.servers.web,
    was: was.outputs,
  });

  new EdgeStack(app, stack('edge'), {
    environment,
    loadBalancerArn: web.outputs.loadBalancerArn,
    ...environment.firewall,
  });

  const backup = new BackupStack(app, stack('backup'), {
    environment,
    database: database.outputs,
    lake: lake.outputs,
    takeSnapshotCode: code.takeSnapshot,
    startExportCode: code.startExport,
    ...environment.backup,
    deletion,
  });

  const functionsOf = [ingestion, analytics, backup];
  const monitoring = new MonitoringStack(app, stack('monitoring'), {
    environment,
    servers: [web.outputs, was.outputs],
    zoneNames: network.outputs.zoneNames,
    database: { ...database.outputs.watched, connectionLimit: environment.database.connectionLimit },
    functions: functionsOf.flatMap(({ outputs }) => outputs.functions),
    deadLetterQueues: functionsOf.flatMap(({ outputs }) => outputs.deadLetterQueueNames),
    queues: backup.outputs.queueNames,
    deliveryStreams: ingestion.outputs.deliveryStreams,
    jobs: pipeline.outputs.jobs,
    crawler: pipeline.outputs.crawler,
    surveyRefused: ingestion.outputs.surveyRefused,
    notifierCode: code.slackNotifier,
    ...environment.monitoring,
    deletion,
  });

  new GovernanceStack(app, stack('governance'), {
    environment,
    lake: lake.outputs,
    tables: datasets.map(({ name }) => name),
    workgroup: analytics.outputs.workgroup,
    quarantineWorkgroup: analytics.outputs.quarantineWorkgroup,
    workflow: pipeline.outputs.workflow,
    database: database.outputs,
    personalBuckets: [lake.outputs.landing.name, lake.outputs.quarantine.name, backup.outputs.bucket.name],
    bucketLogging: lake.outputs.bucketLogging,
    ...environment.governance,
    deletion,
  });

  if (migration.mode === 'fromTwoTier') {
    new MigrationStack(app, stack('migration'), {
      environment,
      network: network.outputs,
      database: database.outputs,
      ...migration.road,
      deletion,
    });
  }

  new DeliveryStack(app, stack('delivery'), {
    environment,
    network: network.outputs,
    servers: [web.outputs, was.outputs],
    rollbackAlarmNames: monitoring.outputs.rollbackAlarmNames,
    ...environment.delivery,
    deletion,
  });

  // Every role names the boundary that it makes.
  for (const other of app.node.children) {
    if (other instanceof MallStack && other !== bootstrap) other.addDependency(bootstrap);
  }
}
