import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What a stack's JSON says of where state lies. */
interface StatesOfStack {
  readonly data?: { readonly terraform_remote_state?: Record<string, { readonly config: { readonly key: string } }> };
}

/** An override, beside `cdk.tf.json`, that keeps a stack's state in a file and reads its upstream's from files. */
export interface LocalStates {
  readonly terraform: { readonly backend: { readonly local: { readonly path: string } } };
  readonly data?: {
    readonly terraform_remote_state: Record<string, { readonly backend: 'local'; readonly config: { path: string } }>;
  };
}

/**
 * The override for a stack whose state, and whose upstream's, lie in files instead of the bucket.
 *
 * @param folder holds the stack's `cdk.tf.json`.
 * @param own file of the stack's own state.
 * @param upstream file of the state of a stack that it reads from, by that stack's name.
 */
export function localStates(folder: string, own: string, upstream: (stack: string) => string): LocalStates {
  const stack = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8')) as StatesOfStack;
  const read = Object.entries(stack.data?.terraform_remote_state ?? {});
  const local = (key: string) => ({ backend: 'local' as const, config: { path: upstream(stackOfKey(key)) } });
  return {
    terraform: { backend: { local: { path: own } } },
    ...(read.length === 0
      ? {}
      : {
          data: { terraform_remote_state: Object.fromEntries(read.map(([id, { config }]) => [id, local(config.key)])) },
        }),
  };
}

/** `dev/network.tfstate` is the state of the stack `dev-network`. */
function stackOfKey(key: string): string {
  return key.replace(/\.tfstate$/, '').replace('/', '-');
}
