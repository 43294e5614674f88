import { type GlueClient, GetJobRunCommand } from '@aws-sdk/client-glue';
import type { CrawlerState, JobDelay, JobState } from './message';
import type { Notice } from './notice';
import type { Settings } from './settings';

export interface GlueNoticeProps {
  readonly glue: Pick<GlueClient, 'send'>;
  readonly settings: Pick<Settings, 'jobLimits' | 'runbookUrl'>;
}

/** A job spoke that nobody gave a limit to. */
export class UnknownJobError extends Error {
  override readonly name = 'UnknownJobError';
}

/** States in which a run ended without having done its work. */
const failures: Readonly<Record<string, string>> = {
  FAILED: 'failed',
  TIMEOUT: 'was stopped by its timeout',
  STOPPED: 'was stopped',
};

/**
 * The notice of a run's end: of each that failed, and of one that succeeded beyond its job's limit; none of one in time.
 * Glue's own message stays in the console: it may hold values of rows.
 *
 * @throws UnknownJobError when the job has no limit.
 */
export async function jobStateNotice(event: JobState, props: GlueNoticeProps): Promise<Notice | undefined> {
  const { jobName, jobRunId, state } = event.detail;
  if (state === 'SUCCEEDED') return slowNotice(event, props);
  const ended = failures[state];
  if (ended === undefined) return undefined;
  return {
    id: `run/${jobName}/${jobRunId}/ended`,
    level: 'alarm',
    title: `Job ${jobName} ${ended}`,
    why: 'The run ended here: what it would have written, and the jobs after it, are missing today.',
    findings: [{ what: 'Glue job', where: `${jobName}, run ${jobRunId}`, value: state, threshold: 'SUCCEEDED' }],
    since: new Date(event.time),
    runbook: `${props.settings.runbookUrl}/job-failed.md`,
  };
}

/** The early warning that a run takes long. Its success, later, is the same news. */
export function jobDelayNotice(event: JobDelay, props: GlueNoticeProps): Notice {
  const limit = limitOf(event.detail.jobName, props);
  return slow(event, props, 'runs longer', `> ${limit} min, still running`);
}

/** A crawler that failed: new partitions are not visible to queries. */
export function crawlerNotice(event: CrawlerState, { settings }: GlueNoticeProps): Notice | undefined {
  const { crawlerName, state } = event.detail;
  if (state !== 'Failed') return undefined;
  return {
    id: `event/${event.id}`,
    level: 'alarm',
    title: `Crawler ${crawlerName} failed`,
    why: "The run's new partitions are not in the catalog: queries answer from yesterday's.",
    findings: [{ what: 'Glue crawler', where: crawlerName, value: state, threshold: 'Succeeded' }],
    since: new Date(event.time),
    runbook: `${settings.runbookUrl}/crawler-failed.md`,
  };
}

async function slowNotice(event: JobState, props: GlueNoticeProps): Promise<Notice | undefined> {
  const { jobName, jobRunId } = event.detail;
  const limit = limitOf(jobName, props);
  // The event carries no duration.
  const { JobRun } = await props.glue.send(new GetJobRunCommand({ JobName: jobName, RunId: jobRunId }));
  const seconds = JobRun?.ExecutionTime ?? 0;
  if (seconds <= limit * 60) return undefined;
  return slow(event, props, 'took longer', `${Math.ceil(seconds / 60)} min${unitsOf(seconds, JobRun?.MaxCapacity)}`);
}

function slow(event: JobState | JobDelay, props: GlueNoticeProps, verb: string, value: string): Notice {
  const { jobName, jobRunId } = event.detail;
  const limit = limitOf(jobName, props);
  return {
    // One for the warning and for the success: whichever comes first speaks for the run.
    id: `run/${jobName}/${jobRunId}/slow`,
    level: 'warning',
    title: `Job ${jobName} ${verb} than ${limit} min`,
    why: 'Glue bills by the second: a job that grows costs more every night and ends nearer to the morning.',
    findings: [{ what: 'Glue job', where: `${jobName}, run ${jobRunId}`, value, threshold: `≤ ${limit} min` }],
    since: new Date(event.time),
    runbook: `${props.settings.runbookUrl}/job-slow.md`,
  };
}

/** DPU-hours are what Glue bills. */
function unitsOf(seconds: number, capacity: number | undefined): string {
  return capacity === undefined ? '' : ` (${((seconds / 3600) * capacity).toFixed(2)} DPU-hours)`;
}

function limitOf(jobName: string, { settings }: GlueNoticeProps): number {
  const limit = settings.jobLimits[jobName];
  if (limit === undefined) throw new UnknownJobError(`job '${jobName}' has no limit; add it to JOB_LIMITS`);
  return limit;
}
