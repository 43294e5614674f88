/** A standby in the other zone takes over within about two minutes (Amazon RDS: Multi-AZ DB instance deployments). */
export interface MultiAz {
  readonly mode: 'multiAz';
}

/** One instance; losing its zone takes the database down until AWS or a restore brings it back. */
export interface SingleZone {
  readonly mode: 'singleZone';
  /** Why an outage of the zone is acceptable. Shown to auditors as a skipped check. */
  readonly reason: string;
}

/**
 * Whether the database survives the loss of a zone. A standby doubles the price of the instance and its storage. Data that are
 * protected from deletion need one: a `singleZone` with them is refused.
 */
export type Availability = MultiAz | SingleZone;
