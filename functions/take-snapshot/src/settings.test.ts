import { readSettings } from './settings';

const variables = { DATABASE: 'shop', SNAPSHOT_PREFIX: 'night', KEPT_SNAPSHOTS: '7' };

describe('settings', () => {
  it('are read from the environment', () => {
    expect(readSettings(variables)).toEqual({ database: 'shop', snapshotPrefix: 'night', keptSnapshots: 7 });
  });

  it.each(Object.keys(variables))('name the variable %s when it is missing', (name) => {
    expect(() => readSettings({ ...variables, [name]: undefined })).toThrow(`environment variable ${name} must be set`);
  });

  it.each(['0', '-1', '1.5', '"7"', '[]'])('refuse to keep %s snapshots', (KEPT_SNAPSHOTS) => {
    expect(() => readSettings({ ...variables, KEPT_SNAPSHOTS })).toThrow('a whole number from 1');
  });
});
