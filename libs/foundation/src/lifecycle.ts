import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { Construct } from 'constructs';
import { propError } from './require';

/** Cheaper classes of S3, in the only order in which objects can move. */
const storageClasses = ['STANDARD_IA', 'GLACIER', 'DEEP_ARCHIVE'] as const;

/** `GLACIER` is what S3 calls Glacier Flexible Retrieval today. */
export type StorageClass = (typeof storageClasses)[number];

/** S3 moves nothing to Standard-IA before this day (Amazon S3: lifecycle transition constraints). */
const FIRST_DAY_OF_STANDARD_IA = 30;

/** An object's way to a cheaper class. */
export interface Transition {
  /** Days since the object was written. */
  readonly afterDays: number;
  readonly storageClass: StorageClass;
}

/** What happens to objects below a prefix as they age. */
export interface LifecycleRule {
  /** Letters, digits and hyphens; shown in the console. */
  readonly name: string;
  /** Key prefix; `''` is the whole bucket. */
  readonly prefix: string;
  /** Days after which objects are deleted, after the last transition. */
  readonly expireAfterDays: number;
  /** From the dearest class to the cheapest. @default objects stay where they are */
  readonly transitions?: readonly Transition[];
  /**
   * Objects below 128 KiB go to Standard-IA too, where each is paid as 128 KiB (Amazon S3 pricing); without it they skip that class.
   * The Glacier classes take every size. @default 'skipStandardIa'
   */
  readonly smallObjects?: 'move' | 'skipStandardIa';
}

/** In bytes. A filter by size takes the place of S3's own limit of 128 KiB; an object of a byte or none has nothing to move. */
const SMALLEST_MOVED = 1;

/** Days after which an upload in parts that was never completed is thrown away. */
const INCOMPLETE_UPLOAD_DAYS = 2;

/**
 * The lifecycle of a bucket: its rules, and for every object that replaced versions go after a while, that abandoned
 * uploads do not cost for ever, and that no delete marker remains alone.
 *
 * @throws Error when a rule goes backwards, in days or in classes.
 */
export function defineLifecycle(
  scope: Construct,
  bucket: string,
  noncurrentDays: number,
  rules: readonly LifecycleRule[],
): void {
  for (const rule of rules) requireForward(scope, rule);
  new S3BucketLifecycleConfiguration(scope, 'Lifecycle', {
    bucket,
    // By default objects below 128 KiB stay where they are, for ever and at the higher price.
    ...(rules.some(({ transitions }) => transitions !== undefined)
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
      ...rules.flatMap(rendered),
    ],
  });
}

/** A rule as S3 takes it; where small objects move, two, because a filter by size would keep the smallest for ever. */
function rendered(rule: LifecycleRule): S3BucketLifecycleConfigurationRule[] {
  const { name, prefix, expireAfterDays, transitions = [], smallObjects = 'skipStandardIa' } = rule;
  const end = { expiration: [{ days: expireAfterDays }] };
  const filter = [{ prefix }];
  if (transitions.length === 0) return [{ id: name, status: 'Enabled', filter, ...end }];
  const moves = { transition: transitions.map(({ afterDays: days, storageClass }) => ({ days, storageClass })) };
  if (smallObjects === 'skipStandardIa') return [{ id: name, status: 'Enabled', filter, ...end, ...moves }];
  const bySize =
    prefix === ''
      ? [{ objectSizeGreaterThan: SMALLEST_MOVED }]
      : [{ and: [{ prefix, objectSizeGreaterThan: SMALLEST_MOVED }] }];
  return [
    { id: `${name}-moves`, status: 'Enabled', filter: bySize, ...moves },
    { id: `${name}-end`, status: 'Enabled', filter, ...end },
  ];
}

function requireForward(scope: Construct, { name, transitions = [], expireAfterDays }: LifecycleRule): void {
  const prop = `lifecycle.${name}`;
  const wrong = (allowed: string, got: unknown) => propError(scope, prop, allowed, got);
  let day = 0;
  let rank = -1;
  for (const { afterDays, storageClass } of transitions) {
    if (storageClass === 'STANDARD_IA' && afterDays < FIRST_DAY_OF_STANDARD_IA)
      throw wrong(`a move to STANDARD_IA from day ${FIRST_DAY_OF_STANDARD_IA}`, afterDays);
    if (afterDays <= day) throw wrong(`moves in the order of their days, after day ${day}`, afterDays);
    if (storageClasses.indexOf(storageClass) <= rank)
      throw wrong(`moves in the order ${storageClasses.join(', ')}`, storageClass);
    day = afterDays;
    rank = storageClasses.indexOf(storageClass);
  }
  if (expireAfterDays <= day) throw wrong(`an end after day ${day}`, expireAfterDays);
}
