import { readSettings } from './settings';

const variables = {
  ENVIRONMENT: 'dev',
  WEBHOOK_SECRET_ARN: 'arn:secret',
  POSTED_TABLE: 'posted',
  JOB_LIMITS: '{"extract":30}',
  RUNBOOK_URL: 'https://runbooks',
};

describe('settings', () => {
  it('are read from the environment', () => {
    expect(readSettings(variables)).toEqual({
      environment: 'dev',
      webhookSecretArn: 'arn:secret',
      postedTable: 'posted',
      jobLimits: { extract: 30 },
      runbookUrl: 'https://runbooks',
    });
  });

  it.each(Object.keys(variables))('name the variable %s when it is missing', (name) => {
    expect(() => readSettings({ ...variables, [name]: undefined })).toThrow(`environment variable ${name} must be set`);
  });

  it.each(['[]', '{"extract":"30"}', '{"extract":0}'])('refuse the limits %s', (JOB_LIMITS) => {
    expect(() => readSettings({ ...variables, JOB_LIMITS })).toThrow('an object of minutes by job name');
  });
});
