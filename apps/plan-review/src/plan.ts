import { judgedChange, type JudgedChange } from './change';
import { configuredIn } from './configured';
import { Renames } from './danger';
import type { JsonPart } from './json-part';
import type { Deferred, FailedCheck, OutputChange } from './model';
import { checksOf, deferredOf, invocationsOf, outputsOf } from './plan-notes';
import { driftIn, surveyOf } from './survey';

/** A plan's content, masked and in our words; what can be many is read in turn. */
export interface Plan {
  changes(): Iterable<JudgedChange>;
  drift(): Iterable<JudgedChange>;
  outputs(): Iterable<OutputChange>;
  checks(): Iterable<FailedCheck>;
  deferred(): Iterable<Deferred>;
  /** Actions that the apply invokes beside changes (Terraform 1.14). */
  invocations(): Iterable<string>;
  readonly renames: Renames;
  readonly errored: boolean;
  /** Whether the plan says which values are sensitive; format 0.1 did not. */
  readonly marked: boolean;
}

/** Reads every part of a plan; parts that are missing or null are empty. */
export function planOf(content: JsonPart, stack: string): Plan {
  const { taint, marked, created } = surveyOf(content);
  const configured = configuredIn(content);
  function* changes(parts: Iterable<JsonPart>) {
    for (const part of parts) yield judgedChange(part.value(), stack, taint, configured);
  }
  function* drift() {
    for (const entry of driftIn(content)) {
      const change = judgedChange(entry, stack, taint, () => undefined);
      if (change.action !== 'no-op') yield change;
    }
  }
  return {
    changes: () => changes(content.at('resource_changes').items()),
    drift,
    outputs: () => outputsOf(content, stack, taint),
    checks: () => checksOf(content, stack, taint),
    deferred: () => deferredOf(content, stack),
    invocations: () => invocationsOf(content),
    renames: new Renames(changes(created)),
    errored: content.at('errored').value() === true,
    marked,
  };
}
