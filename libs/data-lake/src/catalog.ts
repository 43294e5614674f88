import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database';
import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table';
import { type DatasetContract, glueColumns, quarantineColumns, quarantineTable } from '@mall/datasets';
import { databaseNameOf, type EnvironmentSettings } from '@mall/foundation';
import { Construct } from 'constructs';

export interface CatalogProps {
  readonly environment: EnvironmentSettings;
  readonly datasets: readonly DatasetContract[];
  /** Bucket with one folder a dataset. */
  readonly curatedBucket: string;
  /** Bucket that keeps bad rows. */
  readonly quarantineBucket: string;
}

export interface CatalogOutputs {
  readonly database: string;
}

/** Key prefix of bad rows in the quarantine bucket. */
export const QUARANTINE_ROWS = 'rows/';

/** The Glue database: one Parquet table a dataset, whose schema is the dataset's contract, and the table of bad rows. */
export class Catalog extends Construct {
  public readonly outputs: CatalogOutputs;

  constructor(scope: Construct, id: string, props: CatalogProps) {
    super(scope, id);
    const database = new GlueCatalogDatabase(this, 'Database', {
      name: databaseNameOf(props.environment),
      description: 'Curated data of the mall',
    });
    for (const dataset of props.datasets) defineTable(this, database.name, props.curatedBucket, dataset);
    defineQuarantine(this, database.name, props.quarantineBucket);
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

/** Without partitions: a record can be asked for as soon as it is written, also when its run stopped before the crawler. */
function defineQuarantine(scope: Construct, database: string, bucket: string): void {
  new GlueCatalogTable(scope, 'Quarantine', {
    databaseName: database,
    name: quarantineTable,
    description: 'One row per bad row and run, and one per run and what it judged',
    tableType: 'EXTERNAL_TABLE',
    parameters: { EXTERNAL: 'TRUE', classification: 'json' },
    storageDescriptor: {
      location: `s3://${bucket}/${QUARANTINE_ROWS}`,
      inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      serDeInfo: {
        serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
        parameters: { 'serialization.format': '1' },
      },
      columns: [...quarantineColumns],
    },
  });
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
