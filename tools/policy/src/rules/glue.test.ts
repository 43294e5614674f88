import { glue } from './glue';
import { findings, stackWith } from './testing';

const job = { security_configuration: 'security', timeout: 60 };
const start = {
  type: 'SCHEDULED',
  start_on_creation: true,
  enabled: true,
  actions: [{ job_name: '${aws_glue_job.A.name}' }],
};
const step = (on: string, job_name: string, logical = 'AND') => ({
  type: 'CONDITIONAL',
  start_on_creation: true,
  actions: [{ job_name: `\${aws_glue_job.${job_name}.name}` }],
  predicate: {
    logical,
    conditions: [...on].map((id) => ({ job_name: `\${aws_glue_job.${id}.name}`, state: 'SUCCEEDED' })),
  },
});
const workflow = (aws_glue_trigger: Record<string, object>, ofJob: object = job) =>
  findings(glue, stackWith({ aws_glue_job: { A: ofJob, B: job, C: job }, aws_glue_trigger }));
const unreached = (id: string) => `${id}: it must be reached from a scheduled trigger of its workflow, got no trigger`;

describe('glue', () => {
  it('reaches every job from the clock, in whatever order the triggers stand', () => {
    expect(workflow({ T1: step('B', 'C'), T2: step('A', 'B'), T3: start })).toEqual([]);
  });

  it('misses a job after a broken chain, and all that comes after it', () => {
    expect(workflow({ T1: start, T2: step('B', 'C') })).toEqual([unreached('B'), unreached('C')]);
  });

  it('does not count two jobs that wait for each other', () => {
    expect(workflow({ T1: start, T2: step('B', 'C'), T3: step('C', 'B') })).toEqual([unreached('B'), unreached('C')]);
  });

  it('waits for all of the jobs of a condition, or for any', () => {
    expect(workflow({ T1: start, T2: step('AC', 'B'), T3: step('A', 'C') })).toEqual([]);
    expect(workflow({ T1: start, T2: step('AB', 'C') })).toEqual([unreached('B'), unreached('C')]);
    expect(workflow({ T1: start, T2: step('AB', 'C', 'ANY') })).toEqual([unreached('B')]);
  });

  it('starts no job by hand only', () => {
    expect(workflow({ T1: { ...start, type: 'ON_DEMAND' }, T2: step('A', 'B'), T3: step('B', 'C') })).toEqual([
      unreached('A'),
      unreached('B'),
      unreached('C'),
      "T1: 'type' must be SCHEDULED, CONDITIONAL or EVENT, got ON_DEMAND",
    ]);
  });

  it.each([{ start_on_creation: undefined }, { enabled: false }])('leaves no trigger asleep: %j', (given) => {
    expect(workflow({ T1: { ...start, ...given }, T2: step('A', 'B'), T3: step('B', 'C') })).toEqual([
      "T1: 'start_on_creation' must be true and 'enabled' not false, got a trigger asleep",
    ]);
  });

  it.each([
    ['security_configuration', 'name one'],
    ['timeout', 'be a number of minutes'],
  ])('wants the %s of each job', (argument, allowed) => {
    const triggers = { T1: start, T2: step('A', 'B'), T3: step('B', 'C') };
    expect(workflow(triggers, { ...job, [argument]: undefined })).toEqual([
      `A: '${argument}' must ${allowed}, got none`,
    ]);
  });
});
