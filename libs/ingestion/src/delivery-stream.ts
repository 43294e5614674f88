import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import {
  KinesisFirehoseDeliveryStream,
  type KinesisFirehoseDeliveryStreamExtendedS3Configuration as S3Configuration,
} from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream';
import { arnOf, type EnvironmentSettings, nameOf, type PolicyStatement, ServiceRole } from '@mall/foundation';
import { Construct } from 'constructs';

export interface DeliveryStreamProps {
  readonly environment: EnvironmentSettings;
  /** The stream's role in the tier, part of its name. */
  readonly role: string;
  readonly bucketArn: string;
  /** Key of the stream's own buffer and of the objects it writes. */
  readonly keyArn: string;
  /** Key of the stream's log. */
  readonly logKeyArn: string;
  readonly bufferMib: number;
  readonly bufferSeconds: number;
  /** Key prefix of what is delivered. */
  readonly prefix: string;
  /** Key prefix of records that could not be partitioned or converted. @default none can fail so */
  readonly errorPrefix?: string;
  /** jq that yields an object of partition keys for `!{partitionKeyFromQuery:…}`. @default no dynamic partitions */
  readonly partitionQuery?: string;
  /** Catalog table whose columns the Parquet gets. @default records are written as they come */
  readonly parquetSchema?: { readonly database: string; readonly table: string };
  /** What the stream may do beside writing its log. */
  readonly statements: readonly PolicyStatement[];
}

export interface DeliveryStreamOutputs {
  readonly name: string;
  /** The same, known before anything is applied. */
  readonly watchedName: string;
}

/** How long Firehose tries again when a partition cannot be written, in seconds. */
const PARTITION_RETRY_SECONDS = 300;

/** A Firehose stream into S3 with its own role, encrypted at rest, and a log of what it could not deliver. */
export class DeliveryStream extends Construct {
  public readonly outputs: DeliveryStreamOutputs;

  constructor(scope: Construct, id: string, props: DeliveryStreamProps) {
    super(scope, id);
    const { environment } = props;
    const name = nameOf(environment, 'ingestion', props.role);
    const group = new CloudwatchLogGroup(this, 'Log', {
      name: `/aws/kinesisfirehose/${name}`,
      retentionInDays: 365,
      kmsKeyId: props.logKeyArn,
    });
    const log = new CloudwatchLogStream(this, 'LogStream', { logGroupName: group.name, name: 'delivery' });
    const role = new ServiceRole(this, 'Role', {
      name,
      service: 'firehose.amazonaws.com',
      account: environment.account,
      statements: [
        {
          sid: 'WriteLog',
          actions: ['logs:PutLogEvents'],
          resources: [arnOf(environment, 'logs', `log-group:/aws/kinesisfirehose/${name}:log-stream:*`)],
        },
        {
          sid: 'FindBucket',
          actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
          resources: [props.bucketArn],
        },
        ...props.statements,
      ],
    });
    const stream = new KinesisFirehoseDeliveryStream(this, 'Stream', {
      name,
      destination: 'extended_s3',
      serverSideEncryption: { enabled: true, keyType: 'CUSTOMER_MANAGED_CMK', keyArn: props.keyArn },
      extendedS3Configuration: {
        roleArn: role.outputs.arn,
        bucketArn: props.bucketArn,
        kmsKeyArn: props.keyArn,
        bufferingSize: props.bufferMib,
        bufferingInterval: props.bufferSeconds,
        // Parquet is compressed inside; what is rejected shall be readable with any tool.
        compressionFormat: 'UNCOMPRESSED',
        prefix: props.prefix,
        ...(props.errorPrefix === undefined ? {} : { errorOutputPrefix: props.errorPrefix }),
        cloudwatchLoggingOptions: { enabled: true, logGroupName: group.name, logStreamName: log.name },
        ...partitioning(props.partitionQuery),
        ...conversion(environment, role.outputs.arn, props.parquetSchema),
      },
    });
    this.outputs = { name: stream.name, watchedName: name };
  }
}

function partitioning(query: string | undefined): Partial<S3Configuration> {
  if (query === undefined) return {};
  return {
    dynamicPartitioningConfiguration: { enabled: true, retryDuration: PARTITION_RETRY_SECONDS },
    processingConfiguration: {
      enabled: true,
      processors: [
        {
          type: 'MetadataExtraction',
          parameters: [
            { parameterName: 'MetadataExtractionQuery', parameterValue: query },
            { parameterName: 'JsonParsingEngine', parameterValue: 'JQ-1.6' },
          ],
        },
      ],
    },
  };
}

function conversion(
  environment: EnvironmentSettings,
  roleArn: string,
  schema: DeliveryStreamProps['parquetSchema'],
): Partial<S3Configuration> {
  if (schema === undefined) return {};
  return {
    dataFormatConversionConfiguration: {
      enabled: true,
      inputFormatConfiguration: { deserializer: { openXJsonSerDe: {} } },
      outputFormatConfiguration: { serializer: { parquetSerDe: { compression: 'SNAPPY' } } },
      schemaConfiguration: {
        databaseName: schema.database,
        tableName: schema.table,
        region: environment.region,
        versionId: 'LATEST',
        roleArn,
      },
    },
  };
}
