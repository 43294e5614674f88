import { existsSync } from 'node:fs';
import path from 'node:path';

/** State lies in the bucket of the environment's account, as the stacks say. */
export interface AccountState {
  readonly kind: 'account';
}

/** State lies in files, `<folder>/<stack>/terraform.tfstate`, as a twin keeps it. */
export interface FolderState {
  readonly kind: 'folder';
  readonly folder: string;
}

/** No bucket is there yet: the state starts in a file beside the release, and moves into the bucket that the apply makes. */
export interface NewState {
  readonly kind: 'new';
}

/** Where a release finds what is applied. */
export type StateSource = AccountState | FolderState | NewState;

/**
 * Reads `account`, `new`, or a folder of states. A folder belongs to an emulator, so only one on this machine may be reached with it.
 *
 * @throws Error when the folder is not there, or `AWS_ENDPOINT_URL` leads elsewhere.
 */
export function parseStateSource(text: string, environment: NodeJS.ProcessEnv): StateSource {
  if (text === 'account' || text === 'new') return { kind: text };
  if (!existsSync(text)) {
    throw new Error(
      `--state must be 'account', 'new' or a folder of states, got '${text}'; name for example .twin/stacks`,
    );
  }
  const endpoint = environment.AWS_ENDPOINT_URL ?? '';
  if (!/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+\/?$/.test(endpoint)) {
    throw new Error(
      `AWS_ENDPOINT_URL must be an emulator on this machine when --state is a folder, got '${endpoint}'; run: eval "$(npm run -s twin -- env)"`,
    );
  }
  return { kind: 'folder', folder: path.resolve(text) };
}
