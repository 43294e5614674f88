import { actionOf, typeOf } from './change';
import { mostCandidates } from './danger';
import { realDrift } from './drift';
import { objectOf, type JsonObject } from './json';
import type { JsonPart } from './json-part';
import { Taint } from './secrets';

/** What must be known of a whole plan before its first change can be judged. */
export interface Survey {
  readonly taint: Taint;
  /** Whether the plan says which values are sensitive; format 0.1 did not. */
  readonly marked: boolean;
  /** Created resources of types of which others are destroyed, at most {@link mostCandidates} of each. */
  readonly created: readonly JsonPart[];
}

/** Goes once through all changes and keeps none. */
export function surveyOf(content: JsonPart): Survey {
  const taint = new Taint();
  const destroyed = new Set<string>();
  const created = new Map<string, JsonPart[]>();
  let marked = true;
  for (const part of content.at('resource_changes').items()) {
    const entry = objectOf(part.value());
    const change = objectOf(entry.change);
    learn(taint, change);
    const action = actionOf(change);
    marked &&= change.before_sensitive !== undefined || change.after_sensitive !== undefined || action === 'no-op';
    const type = typeOf(entry);
    if (action === 'destroy') destroyed.add(type);
    if (action === 'create') {
      const others = created.get(type) ?? [];
      if (others.length < mostCandidates) created.set(type, [...others, part]);
    }
  }
  for (const entry of driftIn(content)) learn(taint, objectOf(entry.change));
  for (const part of content.at('deferred_changes').items()) {
    learn(taint, objectOf(objectOf(objectOf(part.value()).resource_change).change));
  }
  for (const [name, variable] of content.at('configuration', 'root_module', 'variables').members()) {
    if (objectOf(variable.value()).sensitive === true) taint.add(content.at('variables', name, 'value').value(), true);
  }
  return { taint, marked, created: [...created].flatMap(([type, parts]) => (destroyed.has(type) ? parts : [])) };
}

/** The entries of `resource_drift` that are drift, in turn. */
export function* driftIn(content: JsonPart): Generator<JsonObject> {
  for (const part of content.at('resource_drift').items()) {
    const entry = realDrift(objectOf(part.value()));
    if (entry !== undefined) yield entry;
  }
}

function learn(taint: Taint, change: JsonObject): void {
  taint.add(change.before, change.before_sensitive);
  taint.add(change.after, change.after_sensitive);
}
