import { findings, stackWith } from './testing';
import { wildcards } from './wildcards';

const allowing = (statement: object, type = 'aws_iam_role_policy') => {
  const policy = JSON.stringify({ Statement: [{ Sid: 'Do', Effect: 'Allow', ...statement }] });
  return findings(wildcards, stackWith({ [type]: { P: { policy } } }));
};
const Action = 's3:GetObject';
const arn = (rest: string) => `arn:aws:${rest}`;

describe('wildcards', () => {
  it.each([
    arn('s3:::bucket/*'),
    arn('s3:::bucket/folder/*'),
    arn('logs:r:1:log-group:/aws/lambda/f:*'),
    arn('logs:r:1:log-group:g:log-stream:*'),
    arn('glue:r:1:table/database/*'),
    '${aws_s3_bucket.B.arn}/*',
    arn('s3:::${aws_s3_bucket.B.bucket}/*'),
  ])('may stand for what lies in a named thing: %s', (Resource) => {
    expect(allowing({ Action, Resource })).toEqual([]);
  });

  it.each([
    '*',
    arn('s3:::*'),
    arn('s3:::mall-*/folder/*'),
    arn('s3:::bucke?/key'),
    arn('logs:r:1:log-group:*'),
    arn('logs:r:1:log-group:/aws/lambda/mall-*'),
    arn('sqs:*:1:queue'),
    arn('iam::*:role/x'),
    arn('ec2:r:1:instance/*'),
    arn('glue:r:1:table/*/${aws_glue_catalog_table.T.name}'),
  ])('may not stand for the thing itself: %s', (Resource) => {
    expect(allowing({ Action, Resource: [arn('s3:::bucket/*'), Resource] })).toEqual([
      `P: 'Do' must name what it allows, got ${Resource}; or say why with 'wildcardReason'`,
    ]);
  });

  it.each(['*', 's3:*', 's3:Get*'])('may not stand for actions: %s', (wide) => {
    expect(allowing({ Action: [Action, wide], Resource: arn('s3:::b/*') })).toEqual([
      expect.stringContaining(`got ${wide};`),
    ]);
  });

  it.each([
    { NotAction: Action, Resource: arn('s3:::b/*') },
    { Action, NotResource: arn('s3:::b/*') },
  ])('may not be hidden in a negation: %j', (statement) => {
    expect(allowing(statement)).toEqual([expect.stringContaining('got all but what it names')]);
  });

  it('may not stand for any caller, but for those of a condition', () => {
    const open = { Action, Resource: arn('s3:::b/*'), Principal: { AWS: '*' } };
    expect(allowing(open, 'aws_s3_bucket_policy')).toEqual([expect.stringContaining('got any caller')]);
    const Condition = { StringEquals: { 'aws:PrincipalAccount': '1' } };
    expect(allowing({ ...open, Condition }, 'aws_s3_bucket_policy')).toEqual([]);
  });

  it('may be refused as widely as one likes', () => {
    expect(allowing({ Effect: 'Deny', Action: '*', Resource: '*' })).toEqual([]);
  });

  it("may stand for the key in the key's own policy", () => {
    expect(allowing({ Action: 'kms:Decrypt', Resource: '*' }, 'aws_kms_key')).toEqual([]);
  });

  it('are looked for wherever a policy stands, and a policy that hides is refused', () => {
    const inline_policy = [{ name: 'x', policy: JSON.stringify({ Statement: { Effect: 'Allow', Action: '*' } }) }];
    const policy = '${jsonencode({Statement = local.all})}';
    expect(
      findings(wildcards, stackWith({ aws_iam_role: { R: { inline_policy } }, aws_sns_topic: { T: { policy } } })),
    ).toEqual([
      "R: 'a statement without Sid' must name what it allows, got *; or say why with 'wildcardReason'",
      'T: its policy must be JSON text that can be read, got an expression',
    ]);
  });

  it("of AWS's managed policies are wildcards too", () => {
    const attach = (policy_arn: string) =>
      findings(wildcards, stackWith({ aws_iam_role_policy_attachment: { A: { policy_arn } } }));
    expect(attach('arn:aws:iam::aws:policy/service-role/AWSConfigRole')).toEqual([
      "A: 'policy_arn' must be a policy of ours, got AWSConfigRole of AWS; or say why with 'giveReason'",
    ]);
    expect(attach('arn:aws:iam::111122223333:policy/ours')).toEqual([]);
  });
});
