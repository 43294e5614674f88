import { type GlueClient, GetWorkflowCommand } from '@aws-sdk/client-glue';

/** The workflow run that filled the tables. */
export interface WorkflowRun {
  readonly runId: string;
  /** Its start, ISO 8601 in UTC: the `as_of` of every rule. */
  readonly asOf: string;
}

/** The workflow has never run, so there is nothing to analyse. */
export class NoRunError extends Error {
  override readonly name = 'NoRunError';
}

/**
 * The last run of a workflow.
 *
 * @throws NoRunError when it has none.
 */
export async function lastRunOf(glue: Pick<GlueClient, 'send'>, workflow: string): Promise<WorkflowRun> {
  const { Workflow } = await glue.send(new GetWorkflowCommand({ Name: workflow }));
  const { WorkflowRunId: runId, StartedOn: startedOn } = Workflow?.LastRun ?? {};
  if (runId === undefined || startedOn === undefined) {
    throw new NoRunError(`workflow '${workflow}' has never run; start it first`);
  }
  return { runId, asOf: startedOn.toISOString() };
}
