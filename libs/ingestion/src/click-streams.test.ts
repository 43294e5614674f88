import { datasetOf } from '@mall/datasets';
import { synthesize } from '@mall/foundation';
import { ClickStreams, type ClickStreamsProps } from './click-streams';

const bucket = { role: 'curated', name: 'curated', keyArn: 'key' };

const streams = (props: Partial<ClickStreamsProps>) =>
  synthesize((stack) => {
    new ClickStreams(stack, 'Streams', {
      environment: { name: 'dev', account: '111122223333', region: 'ap-northeast-1', owner: 'o', stateBucket: 's' },
      lake: { curated: bucket, errors: bucket, internalKeyArn: 'key', catalogDatabase: 'mall_dev' },
      clicks: datasetOf('clicks'),
      ...props,
    });
  });

describe('ClickStreams', () => {
  it.each([
    ['bufferMib', 63, 'between 64 and 128'],
    ['bufferMib', 129, 'between 64 and 128'],
    ['bufferSeconds', 59, 'between 60 and 900'],
    ['bufferSeconds', 901, 'between 60 and 900'],
  ])('rejects a %s of %i', (prop, value, allowed) => {
    expect(() => streams({ [prop]: value })).toThrow(`test/Streams: '${prop}' must be ${allowed}, got ${value}`);
  });

  it.each([64, 128])('accepts the bound of %i MiB', (bufferMib) => {
    expect(() => streams({ bufferMib })).not.toThrow();
  });
});
