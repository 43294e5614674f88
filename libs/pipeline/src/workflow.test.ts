import { synthesize } from '@mall/foundation';
import { Workflow, type WorkflowProps } from './workflow';

const workflow = (props: Partial<WorkflowProps> = {}) =>
  synthesize((stack) => {
    new Workflow(stack, 'Workflow', {
      name: 'marketing',
      jobs: ['extract', 'quality', 'curate'],
      crawler: 'partitions',
      startHourTokyo: 3,
      runProperties: { datasets: 'customer,purchase,review' },
      ...props,
    });
  });

interface Trigger {
  readonly name: string;
  readonly actions: readonly { readonly job_name?: string; readonly crawler_name?: string }[];
  readonly predicate?: { readonly conditions: readonly { readonly job_name: string; readonly state: string }[] };
}

describe('Workflow', () => {
  it('starts each step when the one before has succeeded, and the crawler last', () => {
    const steps = workflow()
      .all('aws_glue_trigger')
      .map((attributes) => attributes as unknown as Trigger)
      .map(({ actions, predicate }) => [
        predicate?.conditions.map(({ job_name, state }) => `${job_name} ${state}`).join(),
        actions.map(({ job_name, crawler_name }) => job_name ?? crawler_name).join(),
      ]);
    expect(steps).toEqual([
      [undefined, 'extract'],
      ['extract SUCCEEDED', 'quality'],
      ['quality SUCCEEDED', 'curate'],
      ['curate SUCCEEDED', 'partitions'],
    ]);
  });

  it.each([
    [3, 'cron(0 18 * * ? *)'],
    [9, 'cron(0 0 * * ? *)'],
    [23, 'cron(0 14 * * ? *)'],
  ])('starts at %i in Tokyo, %s in UTC', (startHourTokyo, schedule) => {
    expect(workflow({ startHourTokyo }).all('aws_glue_trigger')[0]).toMatchObject({ type: 'SCHEDULED', schedule });
  });

  it('runs once at a time, with its datasets', () => {
    expect(workflow().only('aws_glue_workflow')).toMatchObject({
      max_concurrent_runs: 1,
      default_run_properties: { datasets: 'customer,purchase,review' },
    });
  });

  it('rejects an hour that no day has', () => {
    expect(() => workflow({ startHourTokyo: 24 })).toThrow(
      "test/Workflow: 'startHourTokyo' must be between 0 and 23, got 24",
    );
  });
});
