import { actionOf, trees } from './change';
import { differences } from './diff';
import { listOf, objectOf, own, textOf } from './json';
import type { JsonPart } from './json-part';
import type { Deferred, FailedCheck, OutputChange } from './model';
import type { Taint } from './secrets';
import { cut, plain } from './text';

/** The outputs that change. */
export function* outputsOf(content: JsonPart, stack: string, taint: Taint): Generator<OutputChange> {
  const secret = secretOutputs(content);
  for (const [name, part] of content.at('output_changes').members()) {
    const change = objectOf(part.value());
    const action = actionOf(change);
    if (action === 'no-op') continue;
    const [before, after] = trees(secret.has(name) ? { ...change, after_sensitive: true } : change, taint);
    const { attributes } = differences({ value: before }, { value: after });
    yield { stack, name: cut(plain(name)), action, attributes };
  }
}

/** Format 0.1 marks outputs as sensitive everywhere but in their changes. */
function secretOutputs(content: JsonPart): Set<string> {
  const declared = content.at('configuration', 'root_module', 'outputs');
  const planned = content.at('planned_values', 'outputs');
  const prior = content.at('prior_state', 'values', 'outputs');
  const names = new Set<string>();
  for (const outputs of [declared, planned, prior]) {
    for (const [name, output] of outputs.members()) if (objectOf(output.value()).sensitive === true) names.add(name);
  }
  return names;
}

/** Checks and conditions that do not hold. */
export function* checksOf(content: JsonPart, stack: string, taint: Taint): Generator<FailedCheck> {
  for (const part of content.at('checks').items()) {
    const { status, address, instances } = objectOf(part.value());
    if (status !== 'fail' && status !== 'error') continue;
    const { to_display: shown, name } = objectOf(address);
    const problems = listOf(instances).flatMap((instance) =>
      listOf(objectOf(instance).problems).map((problem) =>
        cut(plain(taint.clean(textOf(objectOf(problem).message) ?? ''))),
      ),
    );
    yield {
      stack,
      address: cut(plain(textOf(shown) ?? textOf(name) ?? 'a check')),
      status,
      problems: problems.slice(0, 20),
    };
  }
}

const waits: Readonly<Record<string, string>> = {
  resource_config_unknown: 'values that are known only after the apply',
  provider_config_unknown: 'a provider whose configuration is known only after the apply',
  instance_count_unknown: 'a count or for_each that is known only after the apply',
  absent_prereq: 'a prerequisite that is not there yet',
  deferred_prereq: 'something that is itself deferred',
};

/** Changes that are put off to a later plan. */
export function* deferredOf(content: JsonPart, stack: string): Generator<Deferred> {
  for (const part of content.at('deferred_changes').items()) {
    const entry = objectOf(part.value());
    const reason = textOf(entry.reason) ?? 'unknown';
    const address = textOf(objectOf(entry.resource_change).address) ?? '(no address)';
    yield { stack, address: cut(plain(address)), waitsFor: own(waits, reason) ?? cut(plain(reason), 80) };
  }
}

/** Actions that the apply invokes beside changes (Terraform 1.14). */
export function* invocationsOf(content: JsonPart): Generator<string> {
  for (const list of ['action_invocations', 'deferred_action_invocations']) {
    for (const part of content.at(list).items()) {
      yield cut(plain(textOf(objectOf(part.value()).address) ?? 'an action'));
    }
  }
}
