import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SynthesizedStackEntry } from '@mall/terraform';
import { UsageError } from './errors';
import { inState } from './paths';
import type { TwinRecord } from './record';
import { terraformOf } from './stacks';

/** Arguments of one resource as Terraform's JSON holds them. */
type Arguments = Readonly<Record<string, string | number | boolean>>;

/** Terraform takes a file of this ending as an override: its arguments replace those of the same resource. */
export const teardownFile = 'twin_teardown_override.tf.json';

/**
 * What keeps a resource of a type from going away for good, turned off. KMS keys are left out: AWS deletes none before a week is
 * over, and nothing waits for it.
 */
const disarmed: Readonly<Record<string, Arguments>> = {
  aws_athena_workgroup: { force_destroy: true },
  aws_backup_vault: { force_destroy: true },
  aws_db_instance: { deletion_protection: false, skip_final_snapshot: true, delete_automated_backups: true },
  aws_dynamodb_table: { deletion_protection_enabled: false },
  aws_iam_user: { force_destroy: true },
  aws_lb: { enable_deletion_protection: false },
  aws_route53_zone: { force_destroy: true },
  aws_s3_bucket: { force_destroy: true },
  aws_secretsmanager_secret: { recovery_window_in_days: 0 },
};

interface ResourceJson {
  readonly [argument: string]: unknown;
  readonly lifecycle?: { readonly prevent_destroy?: boolean };
}

/** A stack's JSON, as far as a teardown reads it. */
export interface Destroyable {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, ResourceJson>>>>;
}

/** The override that lets a stack be destroyed with its data. `undefined` when nothing of it is protected. */
export function teardownOverride(stack: Destroyable): Destroyable | undefined {
  const types = Object.entries(stack.resource ?? {}).flatMap(([type, resources]) => {
    const overridden = Object.entries(resources).flatMap(([id, { lifecycle }]) => {
      const prevented = lifecycle?.prevent_destroy === true ? { lifecycle: { prevent_destroy: false } } : {};
      const change = { ...disarmed[type], ...prevented };
      return Object.keys(change).length === 0 ? [] : [[id, change] as const];
    });
    return overridden.length === 0 ? [] : [[type, Object.fromEntries(overridden)] as const];
  });
  return types.length === 0 ? undefined : { resource: Object.fromEntries(types) };
}

/** The override of a stack's folder as text. @throws UsageError when the folder holds no stack. */
export function teardownOverrideOf(folder: string): string {
  const file = path.join(folder, 'cdk.tf.json');
  if (!existsSync(file)) throw new UsageError(`${folder} holds no cdk.tf.json; name the folder of a synthesized stack`);
  const override = teardownOverride(JSON.parse(readFileSync(file, 'utf8')) as Destroyable) ?? {};
  return `${JSON.stringify(override, null, 2)}\n`;
}

/** Checks that a person who wants data deleted for good has named the environment. @throws UsageError */
export function requireNamed({ environment }: TwinRecord, named: string): void {
  if (named !== environment) {
    throw new UsageError(
      `--teardown must name the environment of this twin, '${environment}', got '${named}'; it deletes all data for good`,
    );
  }
}

/**
 * Turns a stack's protections off: lays the override beside its copy and applies it to what it changes, as far as that is still there.
 * Nothing else of the stack is touched, and nothing that is gone comes back.
 */
export async function disarm(record: TwinRecord, { name }: SynthesizedStackEntry): Promise<void> {
  const folder = path.join(inState.stacks, name);
  const text = teardownOverrideOf(folder);
  const terraform = terraformOf(record, name);
  const { output } = await terraform.run(['state', 'list']);
  const standing = addressesIn(JSON.parse(text) as Destroyable).filter((address) =>
    output.split('\n').includes(address),
  );
  writeFileSync(path.join(folder, teardownFile), text);
  if (standing.length === 0) return;
  const targets = standing.map((address) => `-target=${address}`);
  await terraform.run(['apply', '-auto-approve', '-input=false', '-no-color', ...targets]);
}

/** Addresses of every resource that an override changes. */
function addressesIn({ resource = {} }: Destroyable): readonly string[] {
  return Object.entries(resource).flatMap(([type, resources]) => Object.keys(resources).map((id) => `${type}.${id}`));
}

/** Takes the override away: what is left of the stack is protected again. */
export function rearm({ name }: SynthesizedStackEntry): void {
  rmSync(path.join(inState.stacks, name, teardownFile), { force: true });
}
