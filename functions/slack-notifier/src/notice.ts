/** One thing that is wrong, in words a person reads. */
export interface Finding {
  /** For example `CPU of the busiest web instance`. */
  readonly what: string;
  /** Instance or resource. */
  readonly where: string;
  /** Measured, with its unit: `76 %`. */
  readonly value: string;
  /** Allowed, with its unit: `≥ 75 %`. */
  readonly threshold: string;
}

/** What Slack is told. */
export interface Notice {
  /** Equal for all deliveries of the same news: it is posted once. */
  readonly id: string;
  /** `warning` is news without harm yet. */
  readonly level: 'alarm' | 'warning';
  readonly title: string;
  /** What the news means, one sentence. */
  readonly why: string;
  readonly findings: readonly Finding[];
  readonly since: Date;
  /** Address of what to do. */
  readonly runbook: string;
}
