import type { Finding, Rule } from '../rule';
import { refersTo, type Resource, resourcesOf, type Stack } from '../stacks';

interface Predicate {
  readonly logical?: string;
  readonly conditions: readonly unknown[];
}

/** Every Glue job is encrypted, ends by itself, and is started by the clock, directly or through its workflow. */
export const glue: Rule = (stacks) => stacks.flatMap((stack) => [...judgeJobs(stack), ...judgeTriggers(stack)]);

function judgeJobs(stack: Stack): Finding[] {
  const reached = reachedFrom(stack);
  return resourcesOf([stack], 'aws_glue_job').flatMap(({ resource }) => {
    const { security_configuration: security, timeout } = resource.arguments;
    return [
      ...(security === undefined ? [`'security_configuration' must name one, got none`] : []),
      ...(typeof timeout === 'number' ? [] : [`'timeout' must be a number of minutes, got none`]),
      ...(reached.has(resource) ? [] : ['it must be reached from a scheduled trigger of its workflow, got no trigger']),
    ].map((sentence) => ({ stack, resource, sentence }));
  });
}

function judgeTriggers(stack: Stack): Finding[] {
  return resourcesOf([stack], 'aws_glue_trigger').flatMap(({ resource }) => {
    const { type, enabled, start_on_creation: started } = resource.arguments;
    if (type === 'ON_DEMAND')
      return [{ stack, resource, sentence: `'type' must be SCHEDULED, CONDITIONAL or EVENT, got ON_DEMAND` }];
    // Without it Glue leaves the trigger asleep until somebody wakes it by hand.
    if (enabled === false || started !== true)
      return [
        { stack, resource, sentence: `'start_on_creation' must be true and 'enabled' not false, got a trigger asleep` },
      ];
    return [];
  });
}

/** Jobs and crawlers that start without a person, by following the triggers of each workflow. */
function reachedFrom(stack: Stack): ReadonlySet<Resource> {
  const triggers = stack.resources.filter(({ type }) => type === 'aws_glue_trigger');
  const steps = stack.resources.filter(({ type }) => type === 'aws_glue_job' || type === 'aws_glue_crawler');
  const reached = new Set<Resource>();
  const fires = ({ arguments: given }: Resource): boolean => {
    if (given['type'] !== 'CONDITIONAL') return given['type'] !== 'ON_DEMAND';
    const { logical, conditions } = given['predicate'] as Predicate;
    const met = (condition: unknown) => [...reached].some((step) => refersTo(condition, step));
    return logical === 'ANY' ? conditions.some(met) : conditions.every(met);
  };
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (const trigger of triggers.filter(fires)) {
      for (const step of steps) if (refersTo(trigger.arguments['actions'], step)) reached.add(step);
    }
  }
  return reached;
}
