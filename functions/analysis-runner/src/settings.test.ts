import { readSettings } from './settings';

const variables = {
  ANALYSES: '[{"name":"clicks_by_hour","namedQueryId":"q1"}]',
  COUNTS: '[{"name":"rows_in_catalog","namedQueryId":"q2"}]',
  WORKGROUP: 'group',
  CATALOG_DATABASE: 'mall_dev',
  RESULT_BUCKET: 'results',
  WORKFLOW: 'marketing',
};

describe('settings', () => {
  it('are read from the environment', () => {
    expect(readSettings(variables)).toEqual({
      analyses: [{ name: 'clicks_by_hour', namedQueryId: 'q1' }],
      counts: [{ name: 'rows_in_catalog', namedQueryId: 'q2' }],
      workgroup: 'group',
      catalogDatabase: 'mall_dev',
      resultBucket: 'results',
      workflow: 'marketing',
    });
  });

  it.each(Object.keys(variables))('name the variable %s when it is missing', (name) => {
    expect(() => readSettings({ ...variables, [name]: undefined })).toThrow(`environment variable ${name} must be set`);
  });

  it.each(['[]', '{}', '[{"name":"a"}]', '[{"name":"../a","namedQueryId":"q"}]'])(
    'refuse the analyses %s',
    (ANALYSES) => {
      expect(() => readSettings({ ...variables, ANALYSES })).toThrow('environment variable ANALYSES must hold JSON');
    },
  );
});
