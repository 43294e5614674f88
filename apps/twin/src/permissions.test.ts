import { type Necessity, permissionRows, unusedIn } from './permissions';

const needed =
  'User: arn:aws:sts::111122223333:assumed-role/mall-dev-pipeline-extract/job is not authorized to perform: s3:GetObject ' +
  'on resource: arn:aws:s3:::mall-dev-raw/customer/a.csv because no identity-based policy allows the s3:GetObject action';
const necessity: Necessity = {
  'mall-dev-pipeline-extract': { 'grants/ReadRaw': needed, 'trust/AssumedByService': needed },
  'mall-dev-web-instance': { 'grants/ReadRaw': needed, 'grants/WriteLog': '' },
};

describe('permissions', () => {
  it('are shown by role and statement, with an action and a resource that need them', () => {
    expect(permissionRows(necessity, 'extract')[0]).toEqual([
      'mall-dev-pipeline-extract',
      'grants/ReadRaw',
      's3:GetObject on arn:aws:s3:::mall-dev-raw/customer/a.csv',
    ]);
  });

  it('are shown alone when nothing has needed them', () => {
    expect(permissionRows(necessity, '', true)).toEqual([
      ['mall-dev-web-instance', 'grants/WriteLog', 'nothing so far'],
    ]);
    expect(unusedIn(necessity)).toEqual({ 'mall-dev-web-instance': ['grants/WriteLog'] });
  });

  it('of nobody are told by the names that there are', () => {
    expect(() => permissionRows(necessity, 'etxract')).toThrow(
      'no role or group is named etxract; there are mall-dev-pipeline-extract, mall-dev-web-instance',
    );
  });
});
