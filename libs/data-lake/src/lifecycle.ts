import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { Construct } from 'constructs';

/** What happens to objects below a prefix as they age. */
export interface LifecycleRule {
  /** Letters, digits and hyphens; shown in the console. */
  readonly name: string;
  /** Key prefix; `''` is the whole bucket. */
  readonly prefix: string;
  /** Days after which objects are deleted. */
  readonly expireAfterDays: number;
  /** Days after which objects move to Glacier Deep Archive. @default they stay where they are */
  readonly deepArchiveAfterDays?: number;
}

/** Days after which an upload in parts that was never completed is thrown away. */
const INCOMPLETE_UPLOAD_DAYS = 2;

/**
 * The lifecycle of a bucket: its rules, and for every object that replaced versions go after a while, that abandoned
 * uploads do not cost for ever, and that no delete marker remains alone.
 */
export function defineLifecycle(
  scope: Construct,
  bucket: string,
  noncurrentDays: number,
  rules: readonly LifecycleRule[],
): void {
  new S3BucketLifecycleConfiguration(scope, 'Lifecycle', {
    bucket,
    // By default objects below 128 KiB stay where they are, for ever and at the higher price.
    ...(rules.some(({ deepArchiveAfterDays }) => deepArchiveAfterDays !== undefined)
      ? { transitionDefaultMinimumObjectSize: 'varies_by_storage_class' }
      : {}),
    rule: [
      {
        id: 'housekeeping',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: INCOMPLETE_UPLOAD_DAYS }],
        noncurrentVersionExpiration: [{ noncurrentDays }],
        expiration: [{ expiredObjectDeleteMarker: true }],
      },
      ...rules.map(({ name, prefix, expireAfterDays, deepArchiveAfterDays }) => ({
        id: name,
        status: 'Enabled',
        filter: [{ prefix }],
        expiration: [{ days: expireAfterDays }],
        ...(deepArchiveAfterDays === undefined
          ? {}
          : { transition: [{ days: deepArchiveAfterDays, storageClass: 'DEEP_ARCHIVE' }] }),
      })),
    ],
  });
}
