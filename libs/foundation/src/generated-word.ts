import { ref, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { requireRange } from './require';

export interface GeneratedWordProps {
  /** Letters and digits, 16 to 128; each carries 5.9 bits. @default 43, which is 256 bits */
  readonly length?: number;
}

export interface GeneratedWordOutputs {
  /** For write-only arguments of the same stack; every apply makes up another word, so all who need it take it at once. */
  readonly value: string;
}

/** A random word that Terraform makes up and forgets: an ephemeral value, in no state, no plan and no code. */
export class GeneratedWord extends Construct {
  public readonly outputs: GeneratedWordOutputs;

  constructor(scope: Construct, id: string, props: GeneratedWordProps) {
    super(scope, id);
    const { length = 43 } = props;
    requireRange(this, 'length', length, 16, 128);
    const stack = TerraformStack.of(this);
    // The bindings know no `ephemeral` blocks: this one is written into the stack's JSON as it is.
    const address = `ephemeral.aws_secretsmanager_random_password.${stack.getLogicalId(this.node)}`;
    stack.addOverride(address, { password_length: length, exclude_punctuation: true });
    this.outputs = { value: ref(`${address}.random_password`, stack).toString() };
  }
}
