import { bucketNameOf, databaseNameOf, nameOf } from './names';

const dev = { name: 'dev', account: '111122223333', region: 'ap-northeast-1', owner: 'platform', stateBucket: 'state' };

describe('names', () => {
  it('are made of the environment, the tier and the role', () => {
    expect(nameOf(dev, 'pipeline', 'extract')).toBe('mall-dev-pipeline-extract');
  });

  it('of buckets carry account and region, because they are global', () => {
    expect(bucketNameOf(dev, 'raw')).toBe('mall-dev-raw-111122223333-ap-northeast-1');
  });

  it('of Glue databases hold no hyphen', () => {
    expect(databaseNameOf(dev)).toBe('mall_dev');
  });

  it('with forbidden characters are refused', () => {
    expect(() => nameOf(dev, 'Pipeline', 'x')).toThrow("name 'mall-dev-Pipeline-x' must be lower case letters");
  });

  it('longer than AWS accepts are refused', () => {
    expect(() => bucketNameOf(dev, 'a'.repeat(40))).toThrow('must have at most 63 characters, got 77');
  });
});
