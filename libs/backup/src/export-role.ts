import { arnOfBucket, type BucketAccess, type EnvironmentSettings, nameOf, ServiceRole } from '@mall/foundation';
import { Construct } from 'constructs';

export interface ExportRoleProps {
  readonly environment: EnvironmentSettings;
  readonly bucket: BucketAccess;
}

export interface ExportRoleOutputs {
  readonly arn: string;
}

/** The role in whose name RDS writes exports: the backup bucket and its key, nothing else. */
export class ExportRole extends Construct {
  public readonly outputs: ExportRoleOutputs;

  constructor(scope: Construct, id: string, props: ExportRoleProps) {
    super(scope, id);
    const { environment, bucket } = props;
    const role = new ServiceRole(this, 'Role', {
      name: nameOf(environment, 'backup', 'export'),
      service: 'export.rds.amazonaws.com',
      account: environment.account,
      statements: [
        {
          sid: 'WriteExports',
          actions: ['s3:PutObject*', 's3:GetObject*', 's3:DeleteObject*'],
          resources: [`${arnOfBucket(bucket)}/*`],
          wildcardReason: 'RDS refuses a role that lacks one of these families (Amazon RDS API: StartExportTask)',
        },
        { sid: 'FindExports', actions: ['s3:ListBucket', 's3:GetBucketLocation'], resources: [arnOfBucket(bucket)] },
        {
          sid: 'EncryptExports',
          actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
          resources: [bucket.keyArn],
        },
      ],
    });
    this.outputs = { arn: role.outputs.arn };
  }
}
