import { datasets } from '@mall/datasets';
import {
  type ResourceAttributes,
  type SynthesizedStack,
  synthesize,
  testEnvironment as environment,
} from '@mall/foundation';
import { DataLake, type DataLakeProps } from './data-lake';

const parser = 'arn:aws:iam::111122223333:role/parser';
const extract = 'arn:aws:iam::111122223333:role/extract';

const lake = (props: Partial<DataLakeProps> = {}): SynthesizedStack =>
  synthesize((stack) => {
    new DataLake(stack, 'Lake', {
      environment,
      datasets,
      accessLogging: { mode: 'bucket', retentionDays: 365 },
      deletion: { mode: 'protected' },
      landingReaders: [
        { prefix: 'surveys/', roleArn: parser },
        { prefix: 'mended/', roleArn: extract },
      ],
      ...props,
    });
  });

const stack = lake();
/** The resource of a type that belongs to a bucket: its logical id holds the bucket's construct id. */
const of = (type: string, bucket: string, within = stack): ResourceAttributes => {
  const found = Object.entries(within.json.resource?.[type] ?? {}).find(([id]) => id.startsWith(`Lake_${bucket}_`));
  if (found === undefined) throw new Error(`no ${type} of ${bucket}`);
  return found[1];
};
const keyOf = (bucket: string) =>
  JSON.stringify(of('aws_s3_bucket_server_side_encryption_configuration', bucket).rule).match(
    /Lake_Keys_(\w+)_Key/,
  )?.[1];
/** `prefix: days`, of the rules that expire objects. */
const expirations = (bucket: string) =>
  Object.fromEntries(
    (
      of('aws_s3_bucket_lifecycle_configuration', bucket).rule as {
        filter: [{ prefix: string }];
        expiration: [{ days?: number }];
      }[]
    ).flatMap(({ filter, expiration }) => (expiration[0].days ? [[filter[0].prefix, expiration[0].days]] : [])),
  );

describe('DataLake', () => {
  it('has a key for each data class, and one for each place of personal data', () => {
    expect(['Landing', 'Raw', 'Curated', 'Quarantine', 'Results', 'Artifacts'].map(keyOf)).toEqual([
      'Landing',
      'Pseudonymous',
      'Pseudonymous',
      'Quarantine',
      'Internal',
      'Internal',
    ]);
    expect(stack.all('aws_kms_key')).toHaveLength(5);
  });

  it('keeps workbooks 30 days, and mended rows until the next run', () => {
    expect(expirations('Landing')).toEqual({ '': 30, 'mended/': 2 });
  });

  it('keeps bad rows 90 days, rejected click lines 14 and answers about bad rows a week', () => {
    expect(expirations('Quarantine')).toEqual({ 'rows/': 90, 'errors/': 14, 'athena/': 7 });
  });

  it('keeps curated rows as long as their contracts say, and unconverted clicks 14 days', () => {
    const contracts = Object.fromEntries(datasets.map(({ name, retentionDays }) => [`${name}/`, retentionDays]));
    expect(expirations('Curated')).toEqual({ ...contracts, 'errors/': 14, '_aside/': 2 });
  });

  it('never expires the analyses', () => {
    expect(Object.keys(expirations('Results'))).toEqual(['athena/', 'runs/']);
  });

  it('keeps staged surveys, of which each night makes its rows anew, as long as their contracts say', () => {
    const contracts = Object.fromEntries(datasets.map(({ name, retentionDays }) => [name, retentionDays]));
    expect(expirations('Raw')).toEqual({
      ...Object.fromEntries(['customer', 'purchase', 'review'].map((name) => [`${name}/`, contracts[name]])),
      'passed/': 30,
      'staged/survey_response/': contracts.survey_response,
      'staged/survey_route/': contracts.survey_route,
      'staged/reports/': 1797,
    });
  });

  it('ends the report of a survey before the survey, whose rows a run counts against it', () => {
    const short = datasets.map((dataset) =>
      dataset.name === 'survey_route' ? { ...dataset, retentionDays: 400 } : dataset,
    );
    const { rule } = of('aws_s3_bucket_lifecycle_configuration', 'Raw', lake({ datasets: short }));
    expect(JSON.stringify(rule)).toContain('"expiration":[{"days":370}],"filter":[{"prefix":"staged/reports/"}]');
  });

  it('moves snapshots of tables to Deep Archive after 30 days', () => {
    expect(JSON.stringify(of('aws_s3_bucket_lifecycle_configuration', 'Raw').rule)).toContain(
      '"prefix":"purchase/"}],"id":"purchase","status":"Enabled","transition":[{"days":30,"storage_class":"DEEP_ARCHIVE"}]',
    );
  });

  it.each([
    ['surveys/*', [parser]],
    ['mended/*', [extract]],
    ['*', [parser, extract]],
  ])('lets nobody read %s of the landing bucket but %s', (objects, roles) => {
    const { Statement } = JSON.parse(String(of('aws_s3_bucket_policy', 'Landing').policy));
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: expect.stringMatching(new RegExp(`\\}/${objects.replace('*', '\\*')}$`)),
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': roles } },
      }),
    );
  });

  it('logs access to all six buckets into a seventh', () => {
    expect(stack.all('aws_s3_bucket_logging')).toHaveLength(6);
    expect(stack.all('aws_s3_bucket')).toHaveLength(7);
  });

  it('has no log bucket where access is not logged', () => {
    const unlogged = lake({ accessLogging: { mode: 'none', reason: 'generated data only' } });
    expect(unlogged.all('aws_s3_bucket_logging')).toEqual([]);
    expect(unlogged.all('aws_s3_bucket')).toHaveLength(6);
  });

  it('uses the documented defaults', () => {
    expect(JSON.stringify(of('aws_s3_bucket_lifecycle_configuration', 'Raw').rule)).toContain('"noncurrent_days":30');
  });

  it('lets CloudWatch Logs use the internal key, for the log groups of this environment only', () => {
    const { Statement } = JSON.parse(String(of('aws_kms_key', 'Keys_Internal').policy));
    const group = (name: string) => `arn:aws:logs:ap-northeast-1:111122223333:log-group:${name}`;
    expect(Statement[1]).toMatchObject({
      Principal: { Service: 'logs.ap-northeast-1.amazonaws.com' },
      Condition: {
        ArnEquals: {
          'kms:EncryptionContext:aws:logs:arn': [
            group('/aws/lambda/mall-dev-*'),
            group('/aws/kinesisfirehose/mall-dev-*'),
            group('/aws-glue/*'),
          ],
        },
      },
    });
  });

  it.each([89, 3651])('rejects access logs of %i days', (retentionDays) => {
    expect(() => lake({ accessLogging: { mode: 'bucket', retentionDays } })).toThrow(
      `test/Lake/AccessLogs: 'retentionDays' must be between 90 and 3650, got ${retentionDays}`,
    );
  });
});
