import { type Refusal, sentencesOfNew } from './refusals';

const refusal = (more: Partial<Refusal> = {}): Refusal => ({
  principal: 'arn:aws:iam::111122223333:role/mall-dev-pipeline-extract',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::mall-dev-raw/customer/*',
  because: 'because no identity-based policy allows the s3:PutObject action',
  count: 1,
  ...more,
});

describe('refusals', () => {
  it('name principal, action, resource and reason', () => {
    expect(sentencesOfNew([], [refusal()])).toEqual([
      'refused: arn:aws:iam::111122223333:role/mall-dev-pipeline-extract may not s3:PutObject on ' +
        'arn:aws:s3:::mall-dev-raw/customer/*, because no identity-based policy allows the s3:PutObject action',
    ]);
  });

  it('of earlier runs are not told again', () => {
    expect(sentencesOfNew([refusal()], [refusal()])).toEqual([]);
  });

  it('that come again are told again', () => {
    expect(sentencesOfNew([refusal()], [refusal({ count: 2 })])).toHaveLength(1);
  });
});
