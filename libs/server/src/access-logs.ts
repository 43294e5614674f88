import { type Deletion, type EnvironmentSettings, PrivateBucket } from '@mall/foundation';
import { Construct } from 'constructs';
import type { ServerRole } from './outputs';

export interface AccessLogsProps {
  readonly environment: EnvironmentSettings;
  readonly role: ServerRole;
  readonly deletion: Deletion;
  readonly retentionDays: number;
}

export interface AccessLogsOutputs {
  readonly bucketName: string;
}

/** Who asked the load balancer for what. Callers' addresses are in it: personal data, deleted when its time is over. */
export class AccessLogs extends Construct {
  public readonly outputs: AccessLogsOutputs;

  constructor(scope: Construct, id: string, props: AccessLogsProps) {
    super(scope, id);
    const { environment, role, deletion, retentionDays } = props;
    const bucket = new PrivateBucket(this, 'Bucket', {
      environment,
      role: `${role}-access-logs`,
      dataClass: 'personal',
      encryption: { kind: 's3', reason: "load balancers write with S3's own key and with no other" },
      deletion,
      logging: { mode: 'holdsLogs' },
      noncurrentDays: 7,
      lifecycle: [{ name: 'expire', prefix: '', expireAfterDays: retentionDays }],
      policyStatements: (bucketArn) => [
        {
          sid: 'LoadBalancersWrite',
          actions: ['s3:PutObject'],
          resources: [`${bucketArn}/AWSLogs/${environment.account}/*`],
          principals: { Service: ['logdelivery.elasticloadbalancing.amazonaws.com'] },
        },
      ],
    });
    this.outputs = { bucketName: bucket.outputs.name };
  }
}
