import type { DataLakeOutputs } from '@mall/data-lake';
import type { DatasetContract } from '@mall/datasets';
import {
  arnOf,
  arnOfBucket,
  type EnvironmentSettings,
  grantWrite,
  type PolicyStatement,
  requireRange,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { DeliveryStream } from './delivery-stream';

export interface ClickStreamsProps {
  readonly environment: EnvironmentSettings;
  readonly lake: Pick<DataLakeOutputs, 'curated' | 'errors' | 'internalKeyArn' | 'catalogDatabase'>;
  /** The clicks' contract: its table gives the Parquet schema. */
  readonly clicks: DatasetContract;
  /** Data of one partition that is written at once, 64 to 128 MiB (Firehose limits with Parquet). @default 128 */
  readonly bufferMib?: number;
  /** Seconds after which what is there is written anyway, 60 to 900 (Firehose limits). @default 300 */
  readonly bufferSeconds?: number;
}

export interface ClickStreamsOutputs {
  readonly clickStream: string;
  readonly rejectedClickStream: string;
  /** Names of both, known before anything is applied, for those who watch. */
  readonly deliveryStreams: { readonly clicks: string; readonly rejected: string };
}

/** Parts of `occurred_at`, which the producer has normalised to `YYYY-MM-DDTHH:MM:SS.sssZ`: padded, and UTC. */
const PARTITION_QUERY = '{year: .occurred_at[0:4], month: .occurred_at[5:7], day: .occurred_at[8:10]}';

/** Two delivery streams: clicks become partitioned Parquet, lines that are no click are kept as they came. */
export class ClickStreams extends Construct {
  public readonly outputs: ClickStreamsOutputs;

  constructor(scope: Construct, id: string, props: ClickStreamsProps) {
    super(scope, id);
    const { environment, lake, clicks, bufferMib = 128, bufferSeconds = 300 } = props;
    requireRange(this, 'bufferMib', bufferMib, 64, 128);
    requireRange(this, 'bufferSeconds', bufferSeconds, 60, 900);
    const { curated, errors, internalKeyArn: logKeyArn, catalogDatabase } = lake;
    const common = { environment, logKeyArn, bufferSeconds };
    const path = clicks.partitionKeys.map(({ name }) => `${name}=!{partitionKeyFromQuery:${name}}/`).join('');

    const accepted = new DeliveryStream(this, 'Clicks', {
      ...common,
      role: 'click-stream',
      bucketArn: arnOfBucket(curated),
      keyArn: curated.keyArn,
      bufferMib,
      prefix: `${clicks.name}/${path}`,
      errorPrefix: `errors/${clicks.name}/!{firehose:error-output-type}/`,
      partitionQuery: PARTITION_QUERY,
      parquetSchema: { database: catalogDatabase, table: clicks.name },
      statements: [
        ...grantWrite(curated, `${clicks.name}/`, `errors/${clicks.name}/`),
        readSchema(environment, catalogDatabase, clicks.name),
      ],
    });
    const rejected = new DeliveryStream(this, 'RejectedClicks', {
      ...common,
      role: 'rejected-click-stream',
      bucketArn: arnOfBucket(errors),
      keyArn: errors.keyArn,
      bufferMib: 5,
      prefix: `errors/${clicks.name}/`,
      statements: grantWrite(errors, `errors/${clicks.name}/`),
    });
    this.outputs = {
      clickStream: accepted.outputs.name,
      rejectedClickStream: rejected.outputs.name,
      deliveryStreams: { clicks: accepted.outputs.watchedName, rejected: rejected.outputs.watchedName },
    };
  }
}

function readSchema(environment: EnvironmentSettings, database: string, table: string): PolicyStatement {
  return {
    sid: 'ReadSchema',
    actions: ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
    resources: ['catalog', `database/${database}`, `table/${database}/${table}`].map((resource) =>
      arnOf(environment, 'glue', resource),
    ),
  };
}
