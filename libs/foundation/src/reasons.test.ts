import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { App, TerraformStack } from 'cdktf';
import { giveReason, giveReasons } from './reasons';

const reasonsOf = (give: (policy: IamRolePolicy) => void) => {
  const stack = new TerraformStack(new App({ stackTraces: false }), 'test');
  give(new IamRolePolicy(stack, 'Policy', { role: 'r', policy: '{}' }));
  return stack.toTerraform().resource.aws_iam_role_policy.Policy['//'].reasons;
};

describe('reasons', () => {
  it('stand in metadata that Terraform ignores, beside the statements that have one', () => {
    const statement = (sid: string) => ({ sid, actions: ['ec2:DescribeVpcs'], resources: ['*'] });
    const wildcardReason = 'the action takes no resource';
    expect(
      reasonsOf((policy) => giveReasons(policy, [{ ...statement('Look'), wildcardReason }, statement('See')])),
    ).toEqual({ Look: wildcardReason });
  });

  it.each([
    ['two words', 'because we say so', "'subject' must be a Sid or the name of a managed policy, got two words"],
    ['Look', 'not needed', "'reason' must be a sentence that says why, got not needed"],
  ])('of %s as %s are refused', (subject, reason, sentence) => {
    expect(() => reasonsOf((policy) => giveReason(policy, subject, reason))).toThrow(`test/Policy: ${sentence}`);
  });
});
