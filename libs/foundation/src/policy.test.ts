import { policyDocument } from './policy';

describe('policyDocument', () => {
  it('writes one-element lists as plain strings, as IAM returns them', () => {
    const json = policyDocument([{ sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] }]);
    expect(JSON.parse(json).Statement).toEqual([
      { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
    ]);
  });

  it('refuses a wildcard resource without a written reason', () => {
    expect(() => policyDocument([{ sid: 'All', actions: ['s3:ListAllMyBuckets'], resources: ['*'] }])).toThrow(
      "statement 'All' allows the resource '*'; name the resources or give 'wildcardReason'",
    );
  });

  it('accepts a wildcard resource whose reason is written', () => {
    const statement = {
      sid: 'All',
      actions: ['ec2:DescribeSubnets'],
      resources: ['*'],
      wildcardReason: 'takes no resource',
    };
    expect(policyDocument([statement])).not.toContain('takes no resource');
  });

  it('denies all actions but some, and never allows so', () => {
    const statement = { sid: 'AllBut', notActions: ['iam:GetUser'], resources: ['*'] };
    expect(JSON.parse(policyDocument([{ ...statement, effect: 'Deny' }])).Statement).toEqual([
      { Sid: 'AllBut', Effect: 'Deny', NotAction: 'iam:GetUser', Resource: '*' },
    ]);
    const sentence = "statement 'AllBut' must have 'actions', or 'notActions' where it denies";
    const allowing = { ...statement, wildcardReason: 'a test of refusal' };
    expect(() => policyDocument([allowing])).toThrow(sentence);
    expect(() => policyDocument([{ ...allowing, effect: 'Deny', actions: ['iam:GetUser'] }])).toThrow(sentence);
    expect(() => policyDocument([{ sid: 'AllBut', resources: ['arn:aws:s3:::b'] }])).toThrow(sentence);
  });

  it('denies all resources but some, and never allows so', () => {
    const statement = { sid: 'AllBut', actions: ['s3:GetObject'], notResources: ['arn:aws:s3:::b/*'] };
    expect(JSON.parse(policyDocument([{ ...statement, effect: 'Deny' }])).Statement).toEqual([
      { Sid: 'AllBut', Effect: 'Deny', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::b/*' },
    ]);
    const sentence = "statement 'AllBut' must have 'resources', or 'notResources' where it denies";
    expect(() => policyDocument([statement])).toThrow(sentence);
    expect(() => policyDocument([{ ...statement, effect: 'Deny', resources: ['*'] }])).toThrow(sentence);
  });
});
