import { type Deletion, type EnvironmentSettings, PrivateBucket, requireRange } from '@mall/foundation';
import { Construct } from 'constructs';

export interface AccessLogBucketProps {
  readonly environment: EnvironmentSettings;
  /** Days that access logs are kept, 90 to 3,650. */
  readonly retentionDays: number;
  readonly deletion: Deletion;
}

export interface AccessLogBucketOutputs {
  readonly name: string;
}

/** Where S3 writes who asked for which object of the lake; one folder a bucket. */
export class AccessLogBucket extends Construct {
  public readonly outputs: AccessLogBucketOutputs;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const { environment, retentionDays, deletion } = props;
    requireRange(this, 'retentionDays', retentionDays, 90, 3650);
    const bucket = new PrivateBucket(this, 'AccessLogs', {
      environment,
      role: 'access-logs',
      dataClass: 'internal',
      encryption: { kind: 's3', reason: 'S3 delivers access logs only to buckets with its own key' },
      deletion,
      logging: { mode: 'holdsLogs' },
      noncurrentDays: 30,
      lifecycle: [{ name: 'access-logs', prefix: '', expireAfterDays: retentionDays }],
      policyStatements: (arn) => [
        {
          sid: 'S3DeliversLogs',
          actions: ['s3:PutObject'],
          resources: [`${arn}/*`],
          principals: { Service: ['logging.s3.amazonaws.com'] },
          conditions: {
            StringEquals: { 'aws:SourceAccount': environment.account },
            ArnLike: { 'aws:SourceArn': `arn:aws:s3:::mall-${environment.name}-*` },
          },
        },
      ],
    });
    this.outputs = { name: bucket.outputs.name };
  }
}
