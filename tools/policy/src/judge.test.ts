import { judge } from './judge';

const file = 'dev/stacks/dev-database/cdk.tf.json';
const failure = { file, check: 'CKV_AWS_157', wants: 'Multi-AZ', logicalId: 'Database_Instance' };
const skip = {
  file,
  check: 'CKV_AWS_157',
  logicalId: 'Database_Instance',
  construct: 'dev/Instance',
  reason: 'a test',
};
const pass = { ...failure, check: 'CKV_AWS_16' };

describe('judge', () => {
  it('is content with what passes and with what is skipped for a reason', () => {
    expect(judge([file], { passed: [pass], failed: [failure] }, [skip])).toEqual({ complaints: [], used: [skip] });
  });

  it('names a failing check that nobody explained', () => {
    expect(judge([file], { passed: [], failed: [failure] }, []).complaints).toEqual([
      `${file}: Database_Instance fails CKV_AWS_157 (Multi-AZ); mend it, or say why not with skipCheck in its construct`,
    ]);
  });

  it('wants a skip gone whose check does not fail', () => {
    expect(judge([file], { passed: [pass], failed: [] }, [skip])).toEqual({
      complaints: [`${file}: dev/Instance skips CKV_AWS_157, which does not fail; remove the skip`],
      used: [],
    });
  });

  it.each([
    ['another stack', { file: 'prod/stacks/prod-database/cdk.tf.json' }],
    ['another resource', { logicalId: 'Other' }],
    ['another check', { check: 'CKV_AWS_158' }],
  ])('does not let a skip of %s pass for this one', (_, other) => {
    expect(judge([file], { passed: [], failed: [failure] }, [{ ...skip, ...other }]).complaints).toHaveLength(2);
  });

  it('does not take silence for consent', () => {
    expect(judge([file, 'x/cdk.tf.json'], { passed: [pass], failed: [] }, []).complaints).toEqual([
      'x/cdk.tf.json: was not checked; is it Terraform JSON?',
    ]);
  });
});
