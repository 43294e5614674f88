import {
  GetWorkflowRunCommand,
  type GlueClient,
  StartWorkflowRunCommand,
  type WorkflowRun,
} from '@aws-sdk/client-glue';
import { setTimeout as sleep } from 'node:timers/promises';
import { TwinError } from './errors';

/** One job or crawler of a workflow run. */
export interface WorkflowStep {
  readonly name: string;
  readonly state: string;
  /** Seconds of a finished step; 0 before. */
  readonly seconds: number;
  readonly error: string;
}

/** A workflow run that ended. */
export interface FinishedRun {
  readonly id: string;
  readonly succeeded: boolean;
  readonly steps: readonly WorkflowStep[];
}

/**
 * Starts a workflow and waits for its end.
 *
 * @param datasets Table datasets of this run.
 * @param watch Told the steps whenever one changes.
 */
export async function runWorkflow(
  glue: GlueClient,
  name: string,
  datasets: readonly string[],
  watch: (steps: readonly WorkflowStep[]) => void,
): Promise<FinishedRun> {
  const { RunId } = await glue.send(
    new StartWorkflowRunCommand({ Name: name, RunProperties: { datasets: datasets.join(',') } }),
  );
  if (RunId === undefined) throw new TwinError(`the workflow ${name} did not start`);
  let seen = '';
  for (;;) {
    const { Run } = await glue.send(new GetWorkflowRunCommand({ Name: name, RunId, IncludeGraph: true }));
    const steps = stepsOf(Run);
    const now = JSON.stringify(steps);
    if (now !== seen) watch(steps);
    seen = now;
    if (Run?.Status !== 'RUNNING') {
      return {
        id: RunId,
        succeeded: Run?.Status === 'COMPLETED' && steps.every(({ state }) => state === 'SUCCEEDED'),
        steps,
      };
    }
    await sleep(500);
  }
}

function stepsOf(run: WorkflowRun | undefined): readonly WorkflowStep[] {
  return (run?.Graph?.Nodes ?? [])
    .flatMap(({ Name, JobDetails, CrawlerDetails }) => {
      const job = JobDetails?.JobRuns?.at(-1);
      const crawl = CrawlerDetails?.Crawls?.at(-1);
      const found = job ?? crawl;
      if (found === undefined) return [];
      const started = found.StartedOn;
      const ended = found.CompletedOn;
      return {
        order: started?.getTime() ?? 0,
        name: Name ?? '',
        state: job?.JobRunState ?? crawl?.State ?? '',
        seconds: started === undefined || ended === undefined ? 0 : (ended.getTime() - started.getTime()) / 1000,
        error: job?.ErrorMessage ?? crawl?.ErrorMessage ?? '',
      };
    })
    .sort((a, b) => a.order - b.order)
    .map(({ name, state, seconds, error }) => ({ name, state, seconds, error }));
}
