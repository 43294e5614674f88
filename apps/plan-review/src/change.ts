import type { Configured } from './configured';
import { differences, type AttributePath } from './diff';
import { listOf, objectOf, type JsonObject, own, textOf } from './json';
import type { Action, AttributeChange } from './model';
import type { Taint } from './secrets';
import { cut, plain } from './text';
import { maskedTree } from './values';

/** A resource's change while it is judged: the masked trees are dropped afterwards, so that memory stays flat. */
export interface JudgedChange {
  readonly stack: string;
  readonly address: string;
  readonly previousAddress?: string;
  readonly type: string;
  readonly mode: string;
  readonly action: Action;
  readonly imported: boolean;
  /** Whether a replacement leaves the old one where it is, out of Terraform's care. */
  readonly keepsOld: boolean;
  readonly why?: string;
  readonly deposed?: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly attributes: readonly AttributeChange[];
  readonly moreAttributes: number;
  /** Arguments that the configuration sets; nothing when the plan comes without configuration. */
  readonly configured: () => ReadonlySet<string> | undefined;
}

const reasons: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is tainted',
  replace_because_cannot_update: 'an attribute cannot be changed in place',
  replace_by_request: 'the replacement was asked for (-replace)',
  replace_by_triggers: 'replace_triggered_by names something that changes',
  delete_because_no_resource_config: 'it is no longer in the configuration',
  delete_because_wrong_repetition: 'its count or for_each changed in kind',
  delete_because_count_index: 'its index is beyond the count',
  delete_because_each_key: 'its key is no longer in for_each',
  delete_because_no_module: 'its module is no longer in the configuration',
  delete_because_no_move_target: 'it was moved to an address that is not in the configuration',
  read_because_config_unknown: 'its arguments are known only after the apply',
  read_because_dependency_pending: 'something it depends on changes first',
  read_because_check_nested: 'it belongs to a check',
};

/** One entry of `resource_changes` or `resource_drift`, with its values masked. */
export function judgedChange(raw: unknown, stack: string, taint: Taint, configured: Configured): JudgedChange {
  const entry = objectOf(raw);
  const change = objectOf(entry.change);
  const address = cut(plain(textOf(entry.address) ?? textOf(entry.type) ?? '(no address)'));
  const previous = textOf(entry.previous_address);
  const imported = typeof change.importing === 'object' && change.importing !== null;
  const action = actionOf(change, previous, imported);
  const [before, after] = trees(change, taint);
  const forcing = listOf(change.replace_paths).filter(isPath);
  const found = ['no-op', 'move'].includes(action) ? { attributes: [], more: 0 } : differences(before, after, forcing);
  const why = textOf(entry.action_reason);
  const deposed = textOf(entry.deposed);
  return {
    stack,
    address,
    ...(previous === undefined ? {} : { previousAddress: cut(plain(previous)) }),
    type: typeOf(entry),
    mode: textOf(entry.mode) ?? 'managed',
    action,
    imported,
    keepsOld: listOf(change.actions).includes('forget'),
    ...(why === undefined ? {} : { why: own(reasons, why) ?? cut(plain(why), 80) }),
    ...(deposed === undefined ? {} : { deposed: cut(plain(deposed), 20) }),
    before: objectOf(before),
    after: objectOf(after),
    attributes: found.attributes,
    moreAttributes: found.more,
    configured: () => configured(textOf(entry.address) ?? ''),
  };
}

/** A resource's type as a review names it. */
export function typeOf(entry: JsonObject): string {
  return cut(plain(textOf(entry.type) ?? ''), 80);
}

function isPath(value: unknown): value is AttributePath {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || typeof step === 'number');
}

/** The masked values before and after of any change: what is sensitive on one side is on the other. */
export function trees(change: JsonObject, taint: Taint): [unknown, unknown] {
  const marks = [change.before_sensitive, change.after_sensitive];
  return [
    maskedTree(change.before, marks, undefined, taint),
    maskedTree(change.after, marks, change.after_unknown, taint),
  ];
}

/** What the list of actions comes to. */
export function actionOf(change: JsonObject, previous?: string, imported = false): Action {
  const steps = listOf(change.actions).filter((step) => typeof step === 'string');
  switch (steps.join()) {
    case 'delete,create':
    case 'create,delete':
      return 'replace';
    case 'create':
    case 'update':
    case 'read':
    case 'forget':
      return steps.join() as Action;
    case 'create,forget':
    case 'forget,create':
      return 'replace';
    case 'delete':
      return 'destroy';
    case 'no-op':
    case '':
      return imported ? 'import' : previous === undefined ? 'no-op' : 'move';
    default:
      return 'other';
  }
}
