import {
  type BucketAccess,
  type BucketLogging,
  bucketNameOf,
  type Deletion,
  EncryptionKey,
  type EnvironmentSettings,
  nameOf,
  type ObjectLock,
  type PolicyStatement,
  PrivateBucket,
  propError,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { ExportRole } from './export-role';
import { RestoreRole } from './restore-role';
import { lifecycle, type Retention } from './retention';

export interface ArchiveProps {
  readonly environment: EnvironmentSettings;
  readonly retention: Retention;
  readonly objectLock: ObjectLock;
  readonly deletion: Deletion;
  readonly logging: BucketLogging;
  /** ARNs of roles that may read exports beside the restore role; they need not exist yet. */
  readonly readerRoleArns: readonly string[];
  /** Days that replaced and deleted versions are kept. */
  readonly noncurrentDays: number;
}

export interface ArchiveOutputs {
  readonly bucket: BucketAccess;
  /** Role in whose name RDS writes exports. */
  readonly exportRoleArn: string;
  /** Role that people take, with a second factor, to read exports. */
  readonly restoreRoleArn: string;
}

/** Where exports rest for years: their bucket, their key, who writes and who reads. Nobody else does either, whatever his role allows. */
export class Archive extends Construct {
  public readonly outputs: ArchiveOutputs;

  constructor(scope: Construct, id: string, props: ArchiveProps) {
    super(scope, id);
    const { environment, objectLock, readerRoleArns } = props;
    const rule = lifecycle(props.retention);
    requireRoles(this, readerRoleArns);
    if (objectLock.mode !== 'none' && objectLock.retentionDays > rule.expireAfterDays) {
      const allowed = `at most the ${rule.expireAfterDays} days after which exports are deleted`;
      throw propError(this, 'objectLock.retentionDays', allowed, objectLock.retentionDays);
    }
    const keyArn = new EncryptionKey(this, 'Key', {
      environment,
      name: nameOf(environment, 'backup', 'exports'),
      description: "Exports of the database's nightly snapshots",
      dataClass: 'personal',
    }).outputs.arn;
    const role = 'backup';
    const access: BucketAccess = { role, name: bucketNameOf(environment, role), keyArn };
    const exportRoleArn = new ExportRole(this, 'ExportRole', { environment, bucket: access }).outputs.arn;
    const restoreRoleArn = new RestoreRole(this, 'RestoreRole', { environment, bucket: access }).outputs.arn;
    const { outputs } = new PrivateBucket(this, 'Bucket', {
      environment,
      role,
      dataClass: 'personal',
      encryption: { kind: 'kms', keyArn },
      deletion: props.deletion,
      logging: props.logging,
      noncurrentDays: props.noncurrentDays,
      lifecycle: [rule],
      objectLock,
      policyStatements: (arn) => [
        refuseAllBut('WrittenByExports', [exportRoleArn], ['s3:PutObject'], arn),
        refuseAllBut(
          'ReadByRestore',
          [exportRoleArn, restoreRoleArn, ...readerRoleArns],
          ['s3:GetObject', 's3:GetObjectVersion'],
          arn,
        ),
      ],
    });
    this.outputs = { bucket: { ...access, name: outputs.name }, exportRoleArn, restoreRoleArn };
  }
}

function refuseAllBut(
  sid: string,
  roleArns: readonly string[],
  actions: readonly string[],
  bucketArn: string,
): PolicyStatement {
  return {
    sid,
    effect: 'Deny',
    actions,
    resources: [`${bucketArn}/*`],
    principals: { AWS: ['*'] },
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': roleArns } },
  };
}

function requireRoles(scope: Construct, arns: readonly string[]): void {
  const wrong = arns.find((arn) => !/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn));
  if (wrong !== undefined) throw propError(scope, 'readerRoleArns', 'a list of ARNs of IAM roles', wrong);
}
