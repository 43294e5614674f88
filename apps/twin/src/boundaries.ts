import { IAMClient, waitUntilPolicyExists } from '@aws-sdk/client-iam';
import type { SynthesizedStackEntry } from '@mall/terraform';
import { clientSettings } from './clients';
import type { TwinRecord } from './record';
import { readStack } from './stacks';

/** The permissions boundaries of other stacks that the roles of a stack stand under, by ARN. */
export function boundariesOf(stack: SynthesizedStackEntry): readonly string[] {
  const roles = Object.values(readStack(stack.folder).resource?.aws_iam_role ?? {});
  const named = roles.flatMap(({ permissions_boundary }) => permissions_boundary ?? []);
  return [...new Set(named)].filter((boundary) => boundary.startsWith('arn:'));
}

/** Waits until every one of the policies is there, or `signal` says that they are no longer waited for. */
export async function untilThere(record: TwinRecord, policies: readonly string[], signal: AbortSignal): Promise<void> {
  const client = new IAMClient(clientSettings(record));
  const how = { client, minDelay: 1, maxDelay: 1, maxWaitTime: 3600, abortSignal: signal };
  await Promise.all(policies.map((PolicyArn) => waitUntilPolicyExists(how, { PolicyArn })));
}
