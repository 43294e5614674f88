import { execFile } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { emulatorOverride, readManifest, type SynthesizedStackEntry, Terraform } from '@mall/terraform';
import { clientEnvironment, withoutAws } from './emulator';
import { exitCodes, TwinError, UsageError } from './errors';
import { inState, projectRoot, toolFolder } from './paths';
import type { TwinRecord } from './record';

/** Name of the file that holds all that the twin changes of a stack. */
export const overrideFile = 'twin_override.tf.json';

/** Synthesizes one environment's stacks into the twin's folder and lists them, upstream first. */
export async function synthesizeStacks(environment: string): Promise<readonly SynthesizedStackEntry[]> {
  rmSync(inState.synthesized, { recursive: true, force: true });
  try {
    await promisify(execFile)(process.execPath, ['--import', 'tsx', 'apps/infra/src/main.ts'], {
      cwd: projectRoot,
      env: { ...withoutAws(process.env), MALL_ENV: environment, CDKTF_OUTDIR: inState.synthesized },
    });
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === exitCodes.usage) throw new UsageError(stderr?.trim() ?? '');
    throw new TwinError(`synth failed: ${stderr?.trim() ?? String(error)}`);
  }
  return readManifest(inState.synthesized);
}

/** The stacks of the named tiers and all that they read from, upstream first. @throws UsageError when there is no such tier. */
export function withUpstream(
  stacks: readonly SynthesizedStackEntry[],
  environment: string,
  tiers: readonly string[],
): readonly SynthesizedStackEntry[] {
  const chosen = new Set<string>();
  const choose = (name: string): void => {
    const stack = stacks.find((entry) => entry.name === name);
    if (stack === undefined) {
      const known = stacks.map((entry) => entry.name.slice(environment.length + 1)).join(', ');
      throw new UsageError(
        `--tiers must be some of ${known}, or road, got '${name.slice(environment.length + 1)}'; separate them by commas`,
      );
    }
    stack.dependencies.forEach(choose);
    chosen.add(name);
  };
  for (const tier of tiers) choose(`${environment}-${tier}`);
  return stacks.filter(({ name }) => chosen.has(name));
}

/** Account and region that the stacks insist on, read from their own JSON. */
export function targetOf(stack: SynthesizedStackEntry): { readonly account: string; readonly region: string } {
  const [provider] = readStack(stack.folder).provider.aws;
  const account = provider?.allowed_account_ids[0];
  if (provider === undefined || account === undefined) {
    throw new TwinError(`${stack.name}: the provider must carry 'allowed_account_ids'`);
  }
  return { account, region: provider.region };
}

/** Copies a stack's JSON, byte for byte, and its assets to where the twin applies it, and lays the override beside it. */
export function copyStack(stack: SynthesizedStackEntry): string {
  const folder = path.join(inState.stacks, stack.name);
  cpSync(stack.folder, folder, { recursive: true });
  const override = emulatorOverride(folder, 'terraform.tfstate', (upstream) => `../${upstream}/terraform.tfstate`);
  writeFileSync(path.join(folder, overrideFile), `${JSON.stringify(override, null, 2)}\n`);
  return folder;
}

/** Terraform on a stack's copy, its environment cut down to what reaches the twin. */
export function terraformOf(record: TwinRecord, stackName: string): Terraform {
  return new Terraform({
    folder: path.join(inState.stacks, stackName),
    cache: path.join(toolFolder, 'terraform-plugins'),
    environment: { ...withoutAws(process.env), ...clientEnvironment(record) },
  });
}

/** Names of the stacks that were copied for this twin. */
export function copiedStacks(): readonly string[] {
  return existsSync(inState.stacks) ? readdirSync(inState.stacks).sort() : [];
}

/** The stacks that this twin holds, upstream first. */
export function appliedStacks(): readonly SynthesizedStackEntry[] {
  const copied = copiedStacks();
  return readManifest(inState.synthesized).filter(({ name }) => copied.includes(name));
}

/** A stack's JSON, as far as the twin reads it. */
interface StackJson {
  readonly provider: {
    readonly aws: readonly { readonly allowed_account_ids: readonly string[]; readonly region: string }[];
  };
  readonly resource?: {
    readonly aws_iam_role?: Readonly<Record<string, { readonly permissions_boundary?: string }>>;
  };
}

/** The JSON in a stack's folder. */
export function readStack(folder: string): StackJson {
  return JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8')) as StackJson;
}
