import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What a stack's JSON says of where state lies. */
interface StatesOfStack {
  readonly data?: { readonly terraform_remote_state?: Record<string, { readonly config: { readonly key: string } }> };
}

/** A state that a stack reads: by which name its JSON calls it, and the stack whose it is. */
export interface StateRead {
  readonly id: string;
  readonly stack: string;
}

/**
 * The states of other stacks that a stack reads.
 *
 * @param folder holds the stack's `cdk.tf.json`.
 */
export function statesRead(folder: string): readonly StateRead[] {
  const { data } = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8')) as StatesOfStack;
  return Object.entries(data?.terraform_remote_state ?? {}).map(([id, { config }]) => ({
    id,
    stack: stackOfKey(config.key),
  }));
}

/** `dev/network.tfstate` is the state of the stack `dev-network`. */
function stackOfKey(key: string): string {
  return key.replace(/\.tfstate$/, '').replace('/', '-');
}
