import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SynthesizedStackEntry } from '@mall/terraform';
import { type OutputsOf, parseOutputs, type Tier } from './outputs';
import { inState } from './paths';
import type { TwinRecord } from './record';
import { copyStack, terraformOf } from './stacks';

/** Stacks of one environment on their way: each is applied as soon as all that it reads from is. */
export class AppliedStacks {
  readonly #applied = new Map<string, Promise<Readonly<Record<string, unknown>>>>();

  constructor(
    private readonly record: TwinRecord,
    stacks: readonly SynthesizedStackEntry[],
  ) {
    for (const stack of stacks) {
      const upstream = stack.dependencies.map((name) => this.#applied.get(name));
      const applied = Promise.all(upstream).then(() => this.#apply(stack));
      // Whoever awaits sees the failure; without a waiter it must not end the process.
      applied.catch(() => undefined);
      this.#applied.set(stack.name, applied);
    }
  }

  /** Waits for one stack. */
  async wait(stackName: string): Promise<void> {
    await this.#applied.get(stackName);
  }

  /** Waits for all. */
  async waitForAll(): Promise<void> {
    await Promise.all(this.#applied.values());
  }

  /** The outputs of a tier, once its stack is applied. */
  async outputsOf<T extends Tier>(tier: T): Promise<OutputsOf<T>> {
    const outputs = await this.#applied.get(`${this.record.environment}-${tier}`);
    return parseOutputs(tier, outputs ?? {});
  }

  async #apply(stack: SynthesizedStackEntry): Promise<Readonly<Record<string, unknown>>> {
    copyStack(stack);
    const terraform = terraformOf(this.record, stack.name);
    await terraform.init();
    const { output } = await terraform.run(['apply', '-auto-approve', '-input=false', '-no-color', '-parallelism=20']);
    writeFileSync(path.join(inState.logs, `terraform-${stack.name}.log`), output);
    return terraform.outputs();
  }
}

/** The outputs of a tier that an earlier command applied. */
export async function outputsOfApplied<T extends Tier>(record: TwinRecord, tier: T): Promise<OutputsOf<T>> {
  return parseOutputs(tier, await terraformOf(record, `${record.environment}-${tier}`).outputs());
}
