import { datasetOf } from '@mall/datasets';
import { synthesize, testEnvironment as environment } from '@mall/foundation';
import { Ingestion, type IngestionProps } from './ingestion';

const bucket = (role: string) => ({ role, name: `mall-dev-${role}`, keyArn: `key-of-${role}` });

const synthesized = (props: Partial<IngestionProps> = {}) =>
  synthesize((stack) => {
    new Ingestion(stack, 'Ingestion', {
      environment,
      lake: {
        landing: bucket('landing'),
        raw: bucket('raw'),
        curated: bucket('curated'),
        errors: { role: 'errors', name: 'mall-dev-quarantine', keyArn: 'key-of-errors' },
        internalKeyArn: 'internal-key',
        catalogDatabase: 'mall_dev',
      },
      clicks: datasetOf('clicks'),
      surveyParserCode: { file: __filename, hash: 'abc', sha256: 'q83v' },
      pandasLayerArn: 'arn:aws:lambda:ap-northeast-1:336392948345:layer:AWSSDKPandas-Python311:31',
      deletion: { mode: 'protected' },
      ...props,
    });
  });

const stack = synthesized();
const streams = stack.all('aws_kinesis_firehose_delivery_stream');
const s3Of = (role: string) =>
  streams.find(({ name }) => name === `mall-dev-ingestion-${role}`)?.extended_s3_configuration as Record<
    string,
    unknown
  >;
const policies = Object.entries(stack.json.resource?.['aws_iam_role_policy'] ?? {});
const resourcesOf = (construct: string) =>
  JSON.parse(String(policies.find(([id]) => id.includes(construct))?.[1].policy)).Statement.flatMap(
    ({ Resource }: { Resource: string | string[] }) => Resource,
  ) as string[];

describe('the survey parser', () => {
  it('is told of every upload below surveys/, whatever its ending', () => {
    expect(stack.only('aws_s3_bucket_notification')).toMatchObject({
      bucket: 'mall-dev-landing',
      lambda_function: [{ events: ['s3:ObjectCreated:*'], filter_prefix: 'surveys/' }],
    });
    expect(JSON.stringify(stack.only('aws_s3_bucket_notification'))).not.toContain('filter_suffix');
  });

  it('is called by the landing bucket of this account only', () => {
    expect(stack.only('aws_lambda_permission')).toMatchObject({
      principal: 's3.amazonaws.com',
      source_arn: 'arn:aws:s3:::mall-dev-landing',
      source_account: '111122223333',
    });
  });

  it('touches uploads, refusals and staged surveys, and no other object', () => {
    expect(resourcesOf('SurveyParser').filter((arn) => arn.startsWith('arn:aws:s3:::mall-dev-'))).toEqual([
      'arn:aws:s3:::mall-dev-landing/surveys/*',
      'arn:aws:s3:::mall-dev-landing',
      'arn:aws:s3:::mall-dev-landing/refused/surveys/*',
      'arn:aws:s3:::mall-dev-raw/staged/*',
    ]);
  });

  it('puts no event but the refusal of a survey', () => {
    const { Statement } = JSON.parse(String(policies.find(([id]) => id.includes('SurveyParser'))?.[1].policy)) as {
      Statement: { Action: string }[];
    };
    expect(Statement.filter(({ Action }) => Action.includes('events:'))).toEqual([
      {
        Sid: 'TellRefusals',
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: 'arn:aws:events:ap-northeast-1:111122223333:event-bus/default',
        Condition: {
          StringEquals: { 'events:source': 'mall.surveys', 'events:detail-type': 'Survey Refused' },
        },
      },
    ]);
  });

  it('has the memory, the time and the disk that the parser is measured against', () => {
    expect(stack.only('aws_lambda_function')).toMatchObject({
      memory_size: 3072,
      timeout: 300,
      ephemeral_storage: { size: 512 },
    });
  });

  it('takes AWS SDK for pandas from the pinned layer', () => {
    expect(stack.only('aws_lambda_function')).toMatchObject({
      runtime: 'python3.11',
      layers: ['arn:aws:lambda:ap-northeast-1:336392948345:layer:AWSSDKPandas-Python311:31'],
    });
  });

  it('rejects a layer of another Python', () => {
    const pandasLayerArn = 'arn:aws:lambda:ap-northeast-1:336392948345:layer:AWSSDKPandas-Python312:1';
    expect(() => synthesized({ pandasLayerArn })).toThrow(
      "test/Ingestion/SurveyParser: 'pandasLayerArn' must be the ARN of a version of the layer AWSSDKPandas-Python311",
    );
  });
});

describe('the click stream', () => {
  it('puts clicks under the UTC day on which they happened', () => {
    expect(s3Of('click-stream').prefix).toBe(
      'clicks/year=!{partitionKeyFromQuery:year}/month=!{partitionKeyFromQuery:month}/day=!{partitionKeyFromQuery:day}/',
    );
    expect(JSON.stringify(s3Of('click-stream').processing_configuration)).toContain(
      '{year: .occurred_at[0:4], month: .occurred_at[5:7], day: .occurred_at[8:10]}',
    );
  });

  it('writes Parquet by the columns of the catalog table', () => {
    expect(s3Of('click-stream').data_format_conversion_configuration).toMatchObject({
      enabled: true,
      schema_configuration: { database_name: 'mall_dev', table_name: 'clicks', version_id: 'LATEST' },
    });
  });

  it('keeps what it could not partition or convert under its reason', () => {
    expect(s3Of('click-stream').error_output_prefix).toBe('errors/clicks/!{firehose:error-output-type}/');
  });

  it('uses the documented defaults', () => {
    expect(s3Of('click-stream')).toMatchObject({ buffering_size: 128, buffering_interval: 300 });
  });

  it('writes clicks and nothing else of the lake', () => {
    expect(
      resourcesOf('ClickStreams_Clicks').filter((arn) => arn.startsWith('arn:aws:s3:::mall-dev-curated/')),
    ).toEqual(['arn:aws:s3:::mall-dev-curated/clicks/*', 'arn:aws:s3:::mall-dev-curated/errors/clicks/*']);
  });
});

describe('the stream of rejected clicks', () => {
  it('keeps lines as they came, in the quarantine, under the key of errors', () => {
    expect(s3Of('rejected-click-stream')).toMatchObject({
      bucket_arn: 'arn:aws:s3:::mall-dev-quarantine',
      prefix: 'errors/clicks/',
      kms_key_arn: 'key-of-errors',
      compression_format: 'UNCOMPRESSED',
    });
    expect(s3Of('rejected-click-stream').data_format_conversion_configuration).toBeUndefined();
  });
});

describe('Ingestion', () => {
  it('encrypts both streams while they hold data', () => {
    expect(streams.map(({ server_side_encryption }) => server_side_encryption)).toEqual([
      { enabled: true, key_arn: 'key-of-curated', key_type: 'CUSTOMER_MANAGED_CMK' },
      { enabled: true, key_arn: 'key-of-errors', key_type: 'CUSTOMER_MANAGED_CMK' },
    ]);
  });

  it('never puts the key of pseudonyms in state', () => {
    const version = stack.only('aws_secretsmanager_secret_version');
    expect(version.secret_string).toBeUndefined();
    expect(version.secret_string_wo).toMatch(/^\$\{ephemeral\./);
  });
});
