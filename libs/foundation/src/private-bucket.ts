import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import type { Deletion } from './deletion';
import { defineLifecycle, type LifecycleRule } from './lifecycle';
import { bucketNameOf } from './names';
import { defineObjectLock, type ObjectLock } from './object-lock';
import { type PolicyStatement, policyDocument } from './policy';
import { giveReasons } from './reasons';
import { requireRange } from './require';
import type { DataClass, EnvironmentSettings } from './settings';
import { skipCheck } from './skip-check';

/** Access to the bucket is logged into another bucket. */
export interface LogTarget {
  readonly mode: 'target';
  readonly bucket: string;
}

/** Access to the bucket is not logged. */
export interface NoLogTarget {
  readonly mode: 'none';
  readonly reason: string;
}

/** The bucket holds the logs of others. */
export interface IsLogTarget {
  readonly mode: 'holdsLogs';
}

/** Whether S3 writes down who asked for which object, and where. */
export type BucketLogging = LogTarget | NoLogTarget | IsLogTarget;

/** What encrypts objects whose writer asks for nothing. */
export type BucketEncryption =
  | { readonly kind: 'kms'; readonly keyArn: string }
  /** S3's own key. @param reason why no key of ours can be used */
  | { readonly kind: 's3'; readonly reason: string };

export interface PrivateBucketProps {
  readonly environment: EnvironmentSettings;
  /** What the bucket is for, part of its name: `raw`. */
  readonly role: string;
  readonly dataClass: DataClass;
  readonly encryption: BucketEncryption;
  readonly deletion: Deletion;
  readonly logging: BucketLogging;
  /** Days that replaced and deleted versions are kept, 1 to 3,650. */
  readonly noncurrentDays: number;
  /** @default nothing expires */
  readonly lifecycle?: readonly LifecycleRule[];
  /** Whether objects can be deleted before their time. @default they can, and stay for `noncurrentDays` */
  readonly objectLock?: ObjectLock;
  /** Statements of the bucket policy beside TLS. @default none */
  readonly policyStatements?: (bucketArn: string) => readonly PolicyStatement[];
}

export interface PrivateBucketOutputs {
  readonly name: string;
}

/**
 * A bucket as all of the mall are: no public access, no ACLs, TLS 1.2 only, versioned, encrypted, with a
 * lifecycle.
 */
export class PrivateBucket extends Construct {
  public readonly outputs: PrivateBucketOutputs;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { environment, role, lifecycle = [], objectLock, policyStatements = () => [] } = props;
    requireRange(this, 'noncurrentDays', props.noncurrentDays, 1, 3650);
    const resource = new S3Bucket(this, 'Bucket', {
      bucket: bucketNameOf(environment, role),
      forceDestroy: props.deletion.mode === 'disposable',
      ...(objectLock === undefined || objectLock.mode === 'none' ? {} : { objectLockEnabled: true }),
      tags: {
        dataClass: props.dataClass,
        ...(objectLock?.mode === 'none' ? { noObjectLock: objectLock.reason } : {}),
      },
      ...(props.deletion.mode === 'protected' ? { lifecycle: { preventDestroy: true } } : {}),
    });
    skipCheck(
      resource,
      'CKV_AWS_144',
      'the mall lives in one region by requirement, where S3 keeps objects in three zones',
    );
    skipCheck(resource, 'CKV2_AWS_62', 'who needs the events of a bucket adds its notification in its own tier');
    const bucket = resource.bucket;
    const block = new S3BucketPublicAccessBlock(this, 'PublicAccessBlock', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, 'Ownership', { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } });
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    // By way of the versions, which are what is locked.
    if (objectLock !== undefined) defineObjectLock(this, versioning.bucket, objectLock);
    defineEncryption(this, resource, props.encryption);
    const statements = [...tlsOnly(resource.arn), ...policyStatements(resource.arn)];
    const policy = new S3BucketPolicy(this, 'Policy', {
      bucket,
      policy: policyDocument(statements),
      // S3 answers one of two simultaneous changes of a bucket's access with a conflict.
      dependsOn: [block],
    });
    giveReasons(policy, statements);
    defineLogging(this, resource, role, props.logging);
    defineLifecycle(this, bucket, props.noncurrentDays, lifecycle);
    // By way of the policy: who writes into the bucket finds it closed already.
    this.outputs = { name: policy.bucket };
  }
}

function defineEncryption(scope: Construct, bucket: S3Bucket, encryption: BucketEncryption): void {
  if (encryption.kind === 's3') skipCheck(bucket, 'CKV_AWS_145', encryption.reason);
  new S3BucketServerSideEncryptionConfigurationA(scope, 'Encryption', {
    bucket: bucket.bucket,
    rule: [
      {
        applyServerSideEncryptionByDefault:
          encryption.kind === 'kms'
            ? { sseAlgorithm: 'aws:kms', kmsMasterKeyId: encryption.keyArn }
            : { sseAlgorithm: 'AES256' },
        // One data key for many objects: fewer calls to KMS, fewer limits met.
        bucketKeyEnabled: encryption.kind === 'kms',
      },
    ],
  });
}

function defineLogging(scope: Construct, bucket: S3Bucket, role: string, logging: BucketLogging): void {
  if (logging.mode === 'none') skipCheck(bucket, 'CKV_AWS_18', logging.reason);
  if (logging.mode === 'holdsLogs')
    skipCheck(bucket, 'CKV_AWS_18', 'logging the logs would log the logging without end');
  if (logging.mode === 'target') {
    new S3BucketLoggingA(scope, 'Logging', {
      bucket: bucket.bucket,
      targetBucket: logging.bucket,
      targetPrefix: `${role}/`,
    });
  }
}

function tlsOnly(bucketArn: string): PolicyStatement[] {
  const everything = {
    actions: ['s3:*'],
    resources: [bucketArn, `${bucketArn}/*`],
    principals: { AWS: ['*'] },
  } as const;
  return [
    {
      sid: 'RefusePlainHttp',
      effect: 'Deny',
      ...everything,
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      sid: 'RefuseOldTls',
      effect: 'Deny',
      ...everything,
      conditions: { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    },
  ];
}
