import { TerraformOutput } from 'cdktf';
import { ServiceRole } from './role';
import { synthesize } from './synthesize';

const role = (statements = [{ sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] }]) =>
  synthesize((stack) => {
    new ServiceRole(stack, 'Role', {
      name: 'mall-dev-x-y',
      service: 'glue.amazonaws.com',
      account: '111122223333',
      statements,
    });
  });

describe('ServiceRole', () => {
  it('is assumed by one service, for this account only', () => {
    const trust = JSON.parse(String(role().only('aws_iam_role').assume_role_policy));
    expect(trust.Statement[0].Principal).toEqual({ Service: 'glue.amazonaws.com' });
    expect(trust.Statement[0].Condition).toEqual({ StringEquals: { 'aws:SourceAccount': '111122223333' } });
  });

  it('is handed on only when its grants are there', () => {
    const arn = synthesize((stack) => {
      const { outputs } = new ServiceRole(stack, 'Role', {
        name: 'mall-dev-x-y',
        service: 'glue.amazonaws.com',
        account: '111122223333',
        statements: [{ sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] }],
      });
      new TerraformOutput(stack, 'arn', { value: outputs.arn, staticId: true });
    }).json as { output?: Record<string, { value: string }> };
    expect(arn.output?.['arn']?.value).toMatch(
      /^arn:aws:iam::111122223333:role\/\$\{aws_iam_role_policy\.\w+\.role\}$/,
    );
  });

  it('refuses to exist without a grant', () => {
    expect(() => role([])).toThrow("test/Role: 'statements' must be at least one statement, got none");
  });
});
