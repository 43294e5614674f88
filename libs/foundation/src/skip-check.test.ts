import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { App, TerraformStack } from 'cdktf';
import { skipCheck } from './skip-check';

const skipping = (check: string, reason: string) => {
  const stack = new TerraformStack(new App({ stackTraces: false }), 'test');
  const queue = new SqsQueue(stack, 'Queue', { name: 'q' });
  skipCheck(queue, check, reason);
  return stack.toTerraform().resource.aws_sqs_queue.Queue;
};

describe('skipCheck', () => {
  it('leaves the reason in metadata that Terraform ignores', () => {
    const queue = skipping('CKV_AWS_27', 'holds public data only');
    expect(queue['//'].skippedChecks).toEqual({ CKV_AWS_27: 'holds public data only' });
    expect(queue['//'].metadata.path).toBe('test/Queue');
  });

  it('refuses what is no check', () => {
    expect(() => skipping('all', 'because we say so')).toThrow(
      "test/Queue: 'check' must be a checkov id such as CKV_AWS_157, got all",
    );
  });

  it('refuses a reason that says nothing', () => {
    expect(() => skipping('CKV_AWS_27', 'not needed')).toThrow(
      "test/Queue: 'reason' must be a sentence that says why, got not needed",
    );
  });
});
