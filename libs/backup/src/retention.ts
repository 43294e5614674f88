import type { LifecycleRule } from '@mall/foundation';

/**
 * How long exports are kept, and where, in days since they were written. About 0.025, 0.0138, 0.0045 and 0.002 USD a GB and month in
 * the four classes (Amazon S3 pricing, Tokyo, 2025).
 */
export interface Retention {
  /** Standard until then: a month of inquiries. S3 moves nothing to Standard-IA earlier. @default 30 */
  readonly standardIaAfterDays?: number;
  /** Standard-IA until then, Glacier Flexible Retrieval from then on: a quarter, the time of returns and disputes. @default 90 */
  readonly glacierAfterDays?: number;
  /** Glacier Flexible Retrieval until then: two years. Deep Archive gives an object back within 12 or 48 hours. @default 730 */
  readonly deepArchiveAfterDays?: number;
  /**
   * The end. Five years, leap days included, as is the practice of Japanese shops: a claim ends five years after it is known (Civil Code,
   * article 166). Tax law asks for seven years of books and records, ten where a loss is carried forward (Corporation Tax Act, ordinance,
   * article 59; 2,558 and 3,653 days), company law for ten of account books (Companies Act, article 432): raise it where these exports
   * are such records. @default 1827
   */
  readonly deleteAfterDays?: number;
}

/** The one rule of the backup bucket: every object of it, however small, on its way through the classes. */
export function lifecycle(retention: Retention): LifecycleRule {
  const {
    standardIaAfterDays = 30,
    glacierAfterDays = 90,
    deepArchiveAfterDays = 730,
    deleteAfterDays = 1827,
  } = retention;
  return {
    name: 'exports',
    prefix: '',
    smallObjects: 'move',
    transitions: [
      { afterDays: standardIaAfterDays, storageClass: 'STANDARD_IA' },
      { afterDays: glacierAfterDays, storageClass: 'GLACIER' },
      { afterDays: deepArchiveAfterDays, storageClass: 'DEEP_ARCHIVE' },
    ],
    expireAfterDays: deleteAfterDays,
  };
}
