import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import type { Construct } from 'constructs';
import { requirePattern, requireRange } from './require';

/** Nobody deletes or replaces an object version before its time, but who holds `s3:BypassGovernanceRetention`. */
export interface GovernanceLock {
  readonly mode: 'governance';
  /** Days for which each version is locked, 1 to 36,500 (Amazon S3: Object Lock). */
  readonly retentionDays: number;
}

/** Nobody at all deletes an object version before its time, not AWS's support either; closing the account is the only way out. */
export interface ComplianceLock {
  readonly mode: 'compliance';
  /** Days for which each version is locked, 1 to 36,500 (Amazon S3: Object Lock). */
  readonly retentionDays: number;
}

/** Who may delete objects, deletes them; versioning keeps them for a while. */
export interface NoLock {
  readonly mode: 'none';
  /** Shown to auditors as a tag, so of letters, digits, blanks and `+-=._:/@` only. */
  readonly reason: string;
}

/**
 * Whether objects can be deleted before their time. A lock costs nothing by itself, but what is locked is paid for until its day. It
 * is chosen when the bucket is made: another choice later makes another bucket.
 */
export type ObjectLock = GovernanceLock | ComplianceLock | NoLock;

/** Locks every new object version of a bucket that was made with a lock. */
export function defineObjectLock(scope: Construct, bucket: string, lock: ObjectLock): void {
  if (lock.mode === 'none') {
    const allowed = 'a reason of letters, digits, blanks and +-=._:/@ only';
    requirePattern(scope, 'objectLock.reason', lock.reason, /^[\p{L}\p{N} +\-=._:/@]{3,256}$/u, allowed);
    return;
  }
  requireRange(scope, 'objectLock.retentionDays', lock.retentionDays, 1, 36_500);
  new S3BucketObjectLockConfigurationA(scope, 'ObjectLock', {
    bucket,
    rule: { defaultRetention: { mode: lock.mode.toUpperCase(), days: lock.retentionDays } },
  });
}
