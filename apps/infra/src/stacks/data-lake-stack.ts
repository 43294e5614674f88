import { DataLake, type DataLakeOutputs, type DataLakeProps } from '@mall/data-lake';
import { MallStack } from '@mall/foundation';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

/** Where all data rests. */
export class DataLakeStack extends MallStack {
  public readonly outputs: DataLakeOutputs;

  constructor(scope: Construct, id: string, props: DataLakeProps) {
    super(scope, id, { environment: props.environment, tier: 'data-lake' });
    this.outputs = new DataLake(this, 'DataLake', props).outputs;
    const { landing, raw, curated, quarantine, results, artifacts, catalogDatabase } = this.outputs;
    defineOperatorOutputs(this, {
      landing_bucket: landing.name,
      raw_bucket: raw.name,
      curated_bucket: curated.name,
      quarantine_bucket: quarantine.name,
      results_bucket: results.name,
      artifacts_bucket: artifacts.name,
      catalog_database: catalogDatabase,
    });
  }
}
