import { GlueTrigger } from '@cdktf/provider-aws/lib/glue-trigger';
import { GlueWorkflow } from '@cdktf/provider-aws/lib/glue-workflow';
import { requireCount, requireRange } from '@mall/foundation';
import { Construct } from 'constructs';

export interface WorkflowProps {
  /** Physical name of the workflow; triggers are named after it. */
  readonly name: string;
  /** Names of the jobs, first to last; each starts when the one before has succeeded. */
  readonly jobs: readonly string[];
  /** Name of the crawler that starts when the last job has succeeded. */
  readonly crawler: string;
  /** Hour in Asia/Tokyo at which the workflow starts every day, 0 to 23. */
  readonly startHourTokyo: number;
  /** Properties of a run that was started without any. */
  readonly runProperties: Readonly<Record<string, string>>;
}

export interface WorkflowOutputs {
  readonly name: string;
}

/** Tokyo is nine hours ahead of UTC, in which Glue schedules, the whole year. */
const TOKYO_AHEAD_HOURS = 9;

/** The chain of jobs: one starts the next, and a job that fails ends the run. */
export class Workflow extends Construct {
  public readonly outputs: WorkflowOutputs;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { name, jobs, crawler, startHourTokyo } = props;
    requireCount(this, 'jobs', jobs, 1);
    requireRange(this, 'startHourTokyo', startHourTokyo, 0, 23);
    const workflow = new GlueWorkflow(this, 'Workflow', {
      name,
      description: 'Tables and surveys from their sources to the catalog',
      defaultRunProperties: props.runProperties,
      // Two runs would rewrite the same curated tables.
      maxConcurrentRuns: 1,
    });
    const steps = [...jobs.map((jobName) => ({ jobName })), { crawlerName: crawler }];
    steps.forEach((step, at) => {
      const before = jobs[at - 1];
      new GlueTrigger(this, `Step${at + 1}`, {
        name: before === undefined ? `${name}-start` : `${name}-step-${at + 1}`,
        workflowName: workflow.name,
        ...(before === undefined ? daily(startHourTokyo) : after(before)),
        actions: [step],
        enabled: true,
        startOnCreation: true,
      });
    });
    this.outputs = { name: workflow.name };
  }
}

function daily(hourTokyo: number): { type: string; schedule: string } {
  return { type: 'SCHEDULED', schedule: `cron(0 ${(hourTokyo + 24 - TOKYO_AHEAD_HOURS) % 24} * * ? *)` };
}

function after(jobName: string) {
  const succeeded = { jobName, state: 'SUCCEEDED', logicalOperator: 'EQUALS' };
  return { type: 'CONDITIONAL', predicate: { logical: 'AND', conditions: [succeeded] } };
}
