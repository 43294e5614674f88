import type { DatasetContract } from './contract';

/** A column as a Glue table spells it. */
export interface GlueColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** Columns and partition keys of the dataset's curated Glue table; also the schema of Firehose's Parquet. */
export function glueColumns(dataset: DatasetContract): {
  readonly columns: readonly GlueColumn[];
  readonly partitionKeys: readonly GlueColumn[];
} {
  const spell = ({ name, type, meaning }: { name: string; type: string; meaning: string }): GlueColumn => ({
    name,
    type,
    comment: meaning,
  });
  return { columns: dataset.columns.map(spell), partitionKeys: dataset.partitionKeys.map(spell) };
}
