import { isObject, type JsonObject, own } from '../json';
import { shown } from '../diff';
import type { Protection } from '../policy';
import { Unknown } from '../values';
import { type Judge, remains, type Suspicion } from './danger';

/** Protection, encryption and backup that were there and are weaker after the change, and protection that is destroyed. */
export const judgeProtection: Judge = (change, policy) => {
  if (change.action === 'destroy') return guardGone(change.type);
  if (!remains(change) || change.action === 'create') return [];
  const names = new Set([...Object.keys(change.before), ...Object.keys(change.after)]);
  const endangered = policy.protectionsOf(change.type).filter(({ path }) => names.has(path[0] ?? ''));
  return endangered.flatMap((entry): Suspicion[] => {
    const [old, fresh] = [at(change.before, entry.path), at(change.after, entry.path)];
    if (!weaker(entry, old, fresh)) return [];
    const lines = [`${entry.attribute}: ${shown(old) ?? '(none)'} → ${shown(fresh) ?? '(none)'}`];
    return [{ rule: entry.rule, category: 'protection', sentence: `${entry.words} (${change.type})`, lines }];
  });
};

/** Resources that are nothing but a protection of another one. */
const guards: Readonly<Record<string, string>> = {
  aws_s3_bucket_server_side_encryption_configuration: 'the bucket loses its encryption rule',
  aws_s3_bucket_versioning: 'the bucket loses its versioning',
  aws_s3_bucket_public_access_block: 'the bucket loses its block of public access',
  aws_s3_bucket_object_lock_configuration: 'the bucket loses its object lock',
  aws_backup_plan: 'a backup plan goes',
  aws_backup_selection: 'something is no longer backed up',
  aws_backup_vault_lock_configuration: 'the backup vault loses its lock',
  aws_cloudtrail: 'a trail of the audit log goes',
  aws_guardduty_detector: 'threat detection is switched off',
  aws_flow_log: 'a network flow log goes',
  aws_wafv2_web_acl_association: 'a web application firewall no longer protects its target',
};

function guardGone(type: string): Suspicion[] {
  const sentence = own(guards, type);
  return sentence === undefined ? [] : [{ rule: 'protection.weakened', category: 'protection', sentence }];
}

function weaker({ safe }: Protection, old: unknown, fresh: unknown): boolean {
  if (old === undefined || old === null || old instanceof Unknown) return false;
  if (safe === 'same') return shown(old) !== shown(fresh) && shown(old) !== undefined;
  if (safe === 'more') return typeof old === 'number' && falls(old, fresh);
  return old === safe && fresh !== safe && !(fresh instanceof Unknown);
}

/** Zero keeps for ever where it is allowed at all (log groups); from there every number is less. */
function falls(old: number, fresh: unknown): boolean {
  if (typeof fresh !== 'number') return fresh === null || fresh === undefined;
  return fresh < old;
}

/** The value at a path of names; a list answers for its first item, as Terraform writes a single block. */
function at(values: JsonObject, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => {
    const inner: unknown = Array.isArray(value) ? (value as unknown[])[0] : value;
    return isObject(inner) ? inner[name] : undefined;
  }, values);
}
