import { readSettings } from './settings';

const variables = {
  SNAPSHOT_PREFIX: 'night',
  BACKUP_BUCKET: 'backup',
  EXPORT_ROLE_ARN: 'role',
  KEY_ARN: 'key',
  TABLES: '["mall.customer"]',
};

describe('settings', () => {
  it('are read from the environment', () => {
    expect(readSettings(variables)).toEqual({
      snapshotPrefix: 'night',
      bucket: 'backup',
      exportRoleArn: 'role',
      keyArn: 'key',
      tables: ['mall.customer'],
    });
  });

  it.each(Object.keys(variables))('name the variable %s when it is missing', (name) => {
    expect(() => readSettings({ ...variables, [name]: undefined })).toThrow(`environment variable ${name} must be set`);
  });

  it.each(['[]', '{}', '["customer"]', '["mall.*"]'])('refuse the tables %s', (TABLES) => {
    expect(() => readSettings({ ...variables, TABLES })).toThrow('environment variable TABLES must hold JSON');
  });
});
