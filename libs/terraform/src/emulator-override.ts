import { statesRead } from './states-read';

/** An override, beside `cdk.tf.json`, for an emulator: states in files, and fewer tries. */
export interface EmulatorOverride {
  readonly terraform: { readonly backend: { readonly local: { readonly path: string } } };
  readonly data?: {
    readonly terraform_remote_state: Record<string, { readonly backend: 'local'; readonly config: { path: string } }>;
  };
  readonly provider: { readonly aws: readonly [{ readonly max_retries: number }] };
}

/**
 * The override for a stack that an emulator holds: its state, and its upstream's, lie in files instead of the bucket, and a
 * call is tried fewer times than the provider's 25, so that what an emulator cannot do is soon said (the provider does not
 * ask `AWS_MAX_ATTEMPTS`).
 *
 * @param folder holds the stack's `cdk.tf.json`.
 * @param own file of the stack's own state.
 * @param upstream file of the state of a stack that it reads from, by that stack's name.
 */
export function emulatorOverride(folder: string, own: string, upstream: (stack: string) => string): EmulatorOverride {
  const read = statesRead(folder);
  const local = (stack: string) => ({ backend: 'local' as const, config: { path: upstream(stack) } });
  return {
    terraform: { backend: { local: { path: own } } },
    ...(read.length === 0
      ? {}
      : {
          data: { terraform_remote_state: Object.fromEntries(read.map(({ id, stack }) => [id, local(stack)])) },
        }),
    provider: { aws: [{ max_retries: 8 }] },
  };
}
