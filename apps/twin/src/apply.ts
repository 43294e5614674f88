import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { statesRead, type SynthesizedStackEntry, type Terraform } from '@mall/terraform';
import { boundariesOf, untilThere } from './boundaries';
import { type OutputsOf, parseOutputs, type Tier } from './outputs';
import { inState } from './paths';
import type { TwinRecord } from './record';
import { copyStack, terraformOf } from './stacks';

/** A stack on its way: once it is initialized Terraform can be called, once it is applied it has outputs. */
interface OnItsWay {
  readonly initialized: Promise<Terraform>;
  readonly applied: Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Stacks of one environment on their way: each is applied as soon as all that it reads from is, and the boundaries of its
 * roles are there. Of the stack that makes them it needs nothing else, and so does not wait for its end: the provider takes
 * most of a minute to see that the lifecycle of the states' bucket stays as it was put.
 */
export class AppliedStacks {
  readonly #stacks = new Map<string, OnItsWay>();

  constructor(
    private readonly record: TwinRecord,
    stacks: readonly SynthesizedStackEntry[],
  ) {
    for (const stack of stacks) {
      const upstream = statesRead(stack.folder).flatMap((read) => this.#stacks.get(read.stack) ?? []);
      const before = stack.dependencies.flatMap((name) => this.#stacks.get(name) ?? []);
      const initialized = Promise.all(upstream.map((each) => each.initialized)).then(() => this.#initialize(stack));
      const applied = Promise.all([...upstream.map((each) => each.applied), this.#boundariesOf(stack, before)])
        .then(() => initialized)
        .then((terraform) => this.#apply(stack, terraform));
      // Whoever awaits sees the failure; without a waiter it must not end the process.
      for (const promise of [initialized, applied]) promise.catch(() => undefined);
      this.#stacks.set(stack.name, { initialized, applied });
    }
  }

  /** Waits for one stack. */
  async wait(stackName: string): Promise<void> {
    await this.#stacks.get(stackName)?.applied;
  }

  /** Waits for all. */
  async waitForAll(): Promise<void> {
    await Promise.all([...this.#stacks.values()].map(({ applied }) => applied));
  }

  /** The outputs of a tier, once its stack is applied. */
  async outputsOf<T extends Tier>(tier: T): Promise<OutputsOf<T>> {
    const outputs = await this.#stacks.get(`${this.record.environment}-${tier}`)?.applied;
    return parseOutputs(tier, outputs ?? {});
  }

  async #initialize(stack: SynthesizedStackEntry): Promise<Terraform> {
    copyStack(stack);
    const terraform = terraformOf(this.record, stack.name);
    await terraform.init();
    return terraform;
  }

  /** Waits for the boundaries that a stack's roles stand under; fails when one of the stacks before it does. */
  async #boundariesOf(stack: SynthesizedStackEntry, before: readonly OnItsWay[]): Promise<void> {
    const needed = boundariesOf(stack);
    if (needed.length === 0) return;
    const waiting = new AbortController();
    try {
      const allApplied = Promise.all(before.map(({ applied }) => applied));
      await Promise.race([untilThere(this.record, needed, waiting.signal), allApplied]);
    } finally {
      waiting.abort();
    }
  }

  async #apply(stack: SynthesizedStackEntry, terraform: Terraform): Promise<Readonly<Record<string, unknown>>> {
    const { output } = await terraform.run(['apply', '-auto-approve', '-input=false', '-no-color', '-parallelism=20']);
    writeFileSync(path.join(inState.logs, `terraform-${stack.name}.log`), output);
    return terraform.outputs();
  }
}

/** The outputs of a tier that an earlier command applied. */
export async function outputsOfApplied<T extends Tier>(record: TwinRecord, tier: T): Promise<OutputsOf<T>> {
  return parseOutputs(tier, await terraformOf(record, `${record.environment}-${tier}`).outputs());
}
