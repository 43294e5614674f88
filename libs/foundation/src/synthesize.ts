import { App, TerraformStack, Testing } from 'cdktf';
import type { EnvironmentSettings } from './settings';

/** A row of an environment table for tests. */
export const testEnvironment: EnvironmentSettings = {
  name: 'dev',
  account: '111122223333',
  region: 'ap-northeast-1',
  owner: 'platform',
  stateBucket: 'state',
};

/** Attributes of one synthesized resource, as they stand in the JSON. */
export type ResourceAttributes = Readonly<Record<string, unknown>>;

/** The JSON of a test stack, with the questions that tests ask of it. */
export class SynthesizedStack {
  constructor(public readonly json: { readonly resource?: Record<string, Record<string, ResourceAttributes>> }) {}

  /** Every resource of a type, in logical id order. */
  all(type: string): readonly ResourceAttributes[] {
    return Object.values(this.json.resource?.[type] ?? {});
  }

  /** The only resource of a type. @throws Error when there is none or more than one. */
  only(type: string): ResourceAttributes {
    const found = this.all(type);
    const [first] = found;
    if (found.length !== 1 || first === undefined) throw new Error(`expected one ${type}, found ${found.length}`);
    return first;
  }

  /** How many resources there are of each type. */
  counts(): Record<string, number> {
    return Object.fromEntries(
      Object.entries(this.json.resource ?? {}).map(([type, resources]) => [type, Object.keys(resources).length]),
    );
  }
}

/** Synthesizes what `build` adds to a stack named `test`. For tests: no provider, no backend, no file is written. */
export function synthesize(build: (stack: TerraformStack) => void): SynthesizedStack {
  const stack = new TerraformStack(Testing.stubVersion(new App({ stackTraces: false })), 'test');
  build(stack);
  return new SynthesizedStack(JSON.parse(Testing.synth(stack)));
}
