import type { Ended, ThrowAwayClone } from '../src/throw-away';

/** A command of the AWS command line, as whoever the clone acts as. */
export function aws(clone: ThrowAwayClone, ...args: readonly string[]): Promise<Ended> {
  return clone.run('.cache/python/bin/aws', args);
}

/**
 * From now on the clone acts as a role of dev's bootstrap, which it takes as a job does that runs for this: `pull_request`,
 * `ref:refs/heads/main`, `environment:dev`.
 *
 * @throws Error when the role is not for such a job.
 */
export function actAs(clone: ThrowAwayClone, role: 'plan' | 'hand-over' | 'apply', subject: string): Promise<void> {
  return clone.twin('as-job', role, '--for', subject);
}
