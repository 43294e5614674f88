import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database';
import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table';
import { type DatasetContract, glueColumns } from '@mall/datasets';
import { databaseNameOf, type EnvironmentSettings } from '@mall/foundation';
import { Construct } from 'constructs';

export interface CatalogProps {
  readonly environment: EnvironmentSettings;
  readonly datasets: readonly DatasetContract[];
  /** Bucket with one folder a dataset. */
  readonly curatedBucket: string;
}

export interface CatalogOutputs {
  readonly database: string;
}

/** The Glue database and one Parquet table a dataset, whose schema is the dataset's contract. */
export class Catalog extends Construct {
  public readonly outputs: CatalogOutputs;

  constructor(scope: Construct, id: string, props: CatalogProps) {
    super(scope, id);
    const database = new GlueCatalogDatabase(this, 'Database', {
      name: databaseNameOf(props.environment),
      description: 'Curated data of the mall',
    });
    for (const dataset of props.datasets) defineTable(this, database.name, props.curatedBucket, dataset);
    this.outputs = { database: database.name };
  }
}

function defineTable(scope: Construct, database: string, bucket: string, dataset: DatasetContract): void {
  const { columns, partitionKeys } = glueColumns(dataset);
  new GlueCatalogTable(scope, pascalCase(dataset.name), {
    databaseName: database,
    name: dataset.name,
    description: dataset.meaning,
    tableType: 'EXTERNAL_TABLE',
    parameters: { EXTERNAL: 'TRUE', classification: 'parquet' },
    partitionKeys: [...partitionKeys],
    storageDescriptor: {
      location: `s3://${bucket}/${dataset.name}/`,
      inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      serDeInfo: {
        serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
        parameters: { 'serialization.format': '1' },
      },
      columns: [...columns],
    },
    // The crawler writes its statistics there; the schema stays ours.
    lifecycle: { ignoreChanges: ['parameters', 'storage_descriptor[0].parameters'] },
  });
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
