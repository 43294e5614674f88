import { GlueCrawler } from '@cdktf/provider-aws/lib/glue-crawler';
import type { DataLakeOutputs } from '@mall/data-lake';
import {
  arnOf,
  type EnvironmentSettings,
  grantRead,
  type PolicyStatement,
  requireCount,
  ServiceRole,
} from '@mall/foundation';
import { Construct } from 'constructs';

export interface PartitionCrawlerProps {
  readonly environment: EnvironmentSettings;
  /** Physical name, from `nameOf`. */
  readonly name: string;
  readonly lake: Pick<DataLakeOutputs, 'curated' | 'catalogDatabase'>;
  /** Partitioned tables of the catalog, each with its folder in the curated bucket. */
  readonly tables: readonly string[];
  readonly securityConfiguration: string;
}

export interface PartitionCrawlerOutputs {
  readonly name: string;
}

/** Registers the partitions that it finds and changes nothing else: the schema is the contract's. */
export class PartitionCrawler extends Construct {
  public readonly outputs: PartitionCrawlerOutputs;

  constructor(scope: Construct, id: string, props: PartitionCrawlerProps) {
    super(scope, id);
    const { environment, name, lake, tables } = props;
    requireCount(this, 'tables', tables, 1);
    const role = new ServiceRole(this, 'Role', {
      name,
      service: 'glue.amazonaws.com',
      account: environment.account,
      statements: [
        {
          sid: 'WriteLogs',
          actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:AssociateKmsKey'],
          resources: [arnOf(environment, 'logs', 'log-group:/aws-glue/crawlers*')],
          wildcardReason: 'Glue makes the group itself and names it after role and security configuration',
        },
        ...grantRead(lake.curated, ...tables.map((table) => `${table}/`)),
        registerPartitions(environment, lake.catalogDatabase, tables),
      ],
    });
    const crawler = new GlueCrawler(this, 'Crawler', {
      name,
      description: 'Adds the partitions of the curated tables',
      role: role.outputs.arn,
      databaseName: lake.catalogDatabase,
      catalogTarget: [{ databaseName: lake.catalogDatabase, tables: [...tables] }],
      schemaChangePolicy: { deleteBehavior: 'LOG', updateBehavior: 'LOG' },
      recrawlPolicy: { recrawlBehavior: 'CRAWL_EVERYTHING' },
      configuration: JSON.stringify({
        Version: 1,
        CrawlerOutput: { Partitions: { AddOrUpdateBehavior: 'InheritFromTable' } },
      }),
      securityConfiguration: props.securityConfiguration,
    });
    this.outputs = { name: crawler.name };
  }
}

function registerPartitions(
  environment: EnvironmentSettings,
  database: string,
  tables: readonly string[],
): PolicyStatement {
  return {
    sid: 'RegisterPartitions',
    actions: [
      'glue:GetDatabase',
      'glue:GetTable',
      'glue:GetTables',
      'glue:UpdateTable',
      'glue:GetPartition',
      'glue:GetPartitions',
      'glue:BatchGetPartition',
      'glue:BatchCreatePartition',
      'glue:UpdatePartition',
      'glue:BatchUpdatePartition',
    ],
    resources: [
      arnOf(environment, 'glue', 'catalog'),
      arnOf(environment, 'glue', `database/${database}`),
      ...tables.map((table) => arnOf(environment, 'glue', `table/${database}/${table}`)),
    ],
  };
}
