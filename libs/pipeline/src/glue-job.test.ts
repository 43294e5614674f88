import { synthesize } from '@mall/foundation';
import { GlueJob, type GlueJobProps } from './glue-job';

const job = (props: Partial<GlueJobProps> = {}) =>
  synthesize((stack) => {
    new GlueJob(stack, 'Job', {
      environment: { name: 'dev', account: '111122223333', region: 'ap-northeast-1', owner: 'o', stateBucket: 's' },
      role: 'extract',
      description: 'Extracts',
      script: 's3://artifacts/glue/extract-abc.py',
      packages: 's3://artifacts/glue/glue-jobs-abc.zip',
      arguments: { raw_bucket: 'raw' },
      securityConfiguration: 'security',
      statements: [],
      ...props,
    });
  }).only('aws_glue_job');

describe('GlueJob', () => {
  it('uses the documented defaults', () => {
    expect(job()).toMatchObject({ timeout: 60, max_retries: 0, notification_property: { notify_delay_after: 30 } });
    expect(job().connections).toBeUndefined();
  });

  it('hands its arguments on as Glue wants them', () => {
    expect(job().default_arguments).toMatchObject({
      '--raw_bucket': 'raw',
      '--extra-py-files': 's3://artifacts/glue/glue-jobs-abc.zip',
      '--job-bookmark-option': 'job-bookmark-disable',
    });
  });

  it.each([1, 2881])('rejects a timeout of %i minutes', (timeoutMinutes) => {
    expect(() => job({ timeoutMinutes })).toThrow(
      `test/Job: 'timeoutMinutes' must be between 2 and 2880, got ${timeoutMinutes}`,
    );
  });

  it.each([-1, 11])('rejects %i retries', (maxRetries) => {
    expect(() => job({ maxRetries })).toThrow(`test/Job: 'maxRetries' must be between 0 and 10, got ${maxRetries}`);
  });

  it('rejects a notice that would come after the end', () => {
    expect(() => job({ timeoutMinutes: 30, notifyAfterMinutes: 30 })).toThrow(
      "test/Job: 'notifyAfterMinutes' must be fewer than the timeout of 30, got 30",
    );
  });
});
