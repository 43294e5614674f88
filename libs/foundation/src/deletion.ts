/** Resources that hold data refuse to be destroyed; taking them down needs a change of this prop first. */
export interface ProtectedDeletion {
  readonly mode: 'protected';
}

/** Everything, data included, goes away with `terraform destroy`, at once and for good. */
export interface DisposableDeletion {
  readonly mode: 'disposable';
  /** Why losing the data is acceptable. Shown to auditors as a skipped check. */
  readonly reason: string;
}

/** What a destroy does to resources that hold data. */
export type Deletion = ProtectedDeletion | DisposableDeletion;

/** Days for which Secrets Manager can bring a deleted secret back: its longest, 30, or none at all. */
export function recoveryWindowDays(deletion: Deletion): number {
  return deletion.mode === 'protected' ? 30 : 0;
}
