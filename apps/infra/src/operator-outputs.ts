import { TerraformOutput, type TerraformStack } from 'cdktf';

/** Terraform outputs that people and the twin's command line read, under exactly these names. */
export function defineOperatorOutputs(stack: TerraformStack, values: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(values)) new TerraformOutput(stack, name, { value, staticId: true });
}
