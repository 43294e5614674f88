import { actionOf, judgedChange, type JudgedChange, trees } from './change';
import { differences } from './diff';
import { realDrift } from './drift';
import { listOf, objectOf, type JsonObject, own, textOf } from './json';
import type { Deferred, FailedCheck, OutputChange } from './model';
import { Taint } from './secrets';
import { cut, plain } from './text';

/** A plan's content, masked and in our words. */
export interface Plan {
  readonly changes: readonly JudgedChange[];
  readonly drift: readonly JudgedChange[];
  readonly outputs: readonly OutputChange[];
  readonly checks: readonly FailedCheck[];
  readonly deferred: readonly Deferred[];
  /** Actions that the apply invokes beside changes (Terraform 1.14). */
  readonly invocations: readonly string[];
  readonly errored: boolean;
  /** Whether the plan says which values are sensitive; format 0.1 did not. */
  readonly marked: boolean;
}

/** Reads every part of a plan; parts that are missing or null are empty. */
export function planOf(content: JsonObject, stack: string): Plan {
  const raw = listOf(content.resource_changes);
  const rawDrift = listOf(content.resource_drift).flatMap((entry) => realDrift(objectOf(entry)) ?? []);
  const deferred = listOf(content.deferred_changes).map(objectOf);
  const taint = taintOf(content, [...raw, ...rawDrift, ...deferred.map((entry) => entry.resource_change)]);
  const configured = new Map<string, ReadonlySet<string>>();
  collectConfigured(objectOf(objectOf(content.configuration).root_module), '', configured);
  const changes = raw.map((entry) => judgedChange(entry, stack, taint, configured));
  return {
    changes,
    drift: rawDrift.map((entry) => judgedChange(entry, stack, taint)).filter(({ action }) => action !== 'no-op'),
    outputs: outputsOf(content, stack, taint),
    checks: checksOf(content, stack, taint),
    deferred: deferred.map((entry) => deferredOf(entry, stack)),
    invocations: [...listOf(content.action_invocations), ...listOf(content.deferred_action_invocations)].map((entry) =>
      cut(plain(textOf(objectOf(entry).address) ?? 'an action')),
    ),
    errored: content.errored === true,
    marked: raw.every((entry) => {
      const change = objectOf(objectOf(entry).change);
      return (
        change.before_sensitive !== undefined || change.after_sensitive !== undefined || actionOf(change) === 'no-op'
      );
    }),
  };
}

function taintOf(content: JsonObject, entries: readonly unknown[]): Taint {
  const taint = new Taint();
  for (const entry of entries) {
    const change = objectOf(objectOf(entry).change);
    taint.add(change.before, change.before_sensitive);
    taint.add(change.after, change.after_sensitive);
  }
  const declared = objectOf(objectOf(objectOf(content.configuration).root_module).variables);
  const variables = objectOf(content.variables);
  for (const [name, variable] of Object.entries(declared)) {
    if (objectOf(variable).sensitive === true) taint.add(objectOf(variables[name]).value, true);
  }
  return taint;
}

function collectConfigured(
  module: JsonObject,
  prefix: string,
  into: Map<string, ReadonlySet<string>>,
  depth = 0,
): void {
  for (const resource of listOf(module.resources).map(objectOf)) {
    into.set(`${prefix}${String(resource.address)}`, new Set(Object.keys(objectOf(resource.expressions))));
  }
  if (depth > 50) return;
  for (const [name, call] of Object.entries(objectOf(module.module_calls))) {
    collectConfigured(objectOf(objectOf(call).module), `${prefix}module.${name}.`, into, depth + 1);
  }
}

function outputsOf(content: JsonObject, stack: string, taint: Taint): OutputChange[] {
  return Object.entries(objectOf(content.output_changes)).flatMap(([name, value]) => {
    const change = objectOf(value);
    const action = actionOf(change);
    if (action === 'no-op') return [];
    const [before, after] = trees(isSecretOutput(content, name) ? { ...change, after_sensitive: true } : change, taint);
    const { attributes } = differences({ value: before }, { value: after });
    return [{ stack, name: cut(plain(name)), action, attributes }];
  });
}

/** Format 0.1 marks outputs as sensitive everywhere but in their changes. */
function isSecretOutput(content: JsonObject, name: string): boolean {
  const declared = objectOf(objectOf(content.configuration).root_module).outputs;
  const planned = objectOf(content.planned_values).outputs;
  const prior = objectOf(objectOf(content.prior_state).values).outputs;
  return [declared, planned, prior].some((outputs) => objectOf(objectOf(outputs)[name]).sensitive === true);
}

function checksOf(content: JsonObject, stack: string, taint: Taint): FailedCheck[] {
  return listOf(content.checks)
    .map(objectOf)
    .filter(({ status }) => status === 'fail' || status === 'error')
    .map((check) => {
      const address = objectOf(check.address);
      const problems = listOf(check.instances).flatMap((instance) =>
        listOf(objectOf(instance).problems).map((problem) =>
          cut(plain(taint.clean(textOf(objectOf(problem).message) ?? ''))),
        ),
      );
      return {
        stack,
        address: cut(plain(textOf(address.to_display) ?? textOf(address.name) ?? 'a check')),
        status: String(check.status),
        problems: problems.slice(0, 20),
      };
    });
}

const waits: Readonly<Record<string, string>> = {
  resource_config_unknown: 'values that are known only after the apply',
  provider_config_unknown: 'a provider whose configuration is known only after the apply',
  instance_count_unknown: 'a count or for_each that is known only after the apply',
  absent_prereq: 'a prerequisite that is not there yet',
  deferred_prereq: 'something that is itself deferred',
};

function deferredOf(entry: JsonObject, stack: string): Deferred {
  const reason = textOf(entry.reason) ?? 'unknown';
  const address = textOf(objectOf(entry.resource_change).address) ?? '(no address)';
  return { stack, address: cut(plain(address)), waitsFor: own(waits, reason) ?? cut(plain(reason), 80) };
}
