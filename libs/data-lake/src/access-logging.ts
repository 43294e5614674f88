/** S3 writes who asked for which object into a bucket of the lake. */
export interface LoggedAccess {
  readonly mode: 'bucket';
  /** Days that access logs are kept, 90 to 3,650. */
  readonly retentionDays: number;
}

/** Nobody can say afterwards who read an object. */
export interface UnloggedAccess {
  readonly mode: 'none';
  /** Why that is acceptable. Shown to auditors as a skipped check. */
  readonly reason: string;
}

/** Whether access to the lake's objects is written down. */
export type AccessLogging = LoggedAccess | UnloggedAccess;
