import { findings, stackWith } from './testing';
import { trust } from './trust';

const trusting = (statement: object) => {
  const document = { Statement: [{ Sid: 'Assumed', Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }] };
  return findings(trust, stackWith({ aws_iam_role: { R: { assume_role_policy: JSON.stringify(document) } } }));
};
const Principal = { Service: 'glue.amazonaws.com' };

describe('trust', () => {
  it.each([
    'aws:SourceAccount',
    'AWS:SourceArn',
    'sts:ExternalId',
    'aws:MultiFactorAuthPresent',
    'token.example.com:sub',
  ])('is well with a condition on %s', (key) => {
    expect(trusting({ Principal, Condition: { StringEquals: { [key]: 'x' } } })).toEqual([]);
  });

  it.each([undefined, { StringEquals: { 'aws:RequestedRegion': 'ap-northeast-1' } }])(
    'lets no service be a confused deputy: %j',
    (Condition) => {
      expect(trusting({ Principal, ...(Condition && { Condition }) })).toEqual([
        "R: 'Assumed' must say for whom glue.amazonaws.com acts, got no condition such as aws:SourceAccount; or say why with 'giveReason'",
      ]);
    },
  );

  it('may be refused without a condition', () => {
    expect(trusting({ Effect: 'Deny', Principal })).toEqual([]);
  });
});
