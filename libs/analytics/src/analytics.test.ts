import { synthesize, testEnvironment as environment } from '@mall/foundation';
import { Analytics, type AnalyticsProps } from './analytics';

const bucket = (role: string) => ({ role, name: `mall-dev-${role}`, keyArn: `key-of-${role}` });
const counted = { name: 'rows_in_catalog', sql: '-- grain: one row per dataset\nselect 1\n' };
const open = { name: 'quarantine_open', sql: '-- grain: one row per bad row\nselect 1\n' };
const sales = { name: 'sales_by_category', sql: '-- one row per category\nselect 1\n' };

const synthesized = (props: Partial<AnalyticsProps> = {}) =>
  synthesize((stack) => {
    new Analytics(stack, 'Analytics', {
      environment,
      lake: {
        curated: bucket('curated'),
        quarantine: bucket('quarantine'),
        results: bucket('results'),
        internalKeyArn: 'internal-key',
        catalogDatabase: 'mall_dev',
      },
      pipeline: { workflow: 'mall-dev-pipeline-marketing', crawler: 'mall-dev-pipeline-partitions' },
      analyses: [sales],
      counts: [counted],
      quarantineQueries: [open],
      tables: ['purchase', 'clicks'],
      analysisRunnerCode: { file: __filename, hash: 'abc', sha256: 'q83v' },
      deletion: { mode: 'protected' },
      ...props,
    });
  });

const stack = synthesized();
const statements = JSON.parse(String(stack.only('aws_iam_role_policy').policy)).Statement as {
  Action: string | string[];
  Resource: string | string[];
}[];
const objects = (action: string) =>
  statements.filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource }) => Resource);

describe('the workgroup', () => {
  const workgroups = Object.values(stack.all('aws_athena_workgroup'));
  const configurationOf = (name: string) =>
    workgroups.find((each) => each.name === `mall-dev-analytics-${name}`)?.configuration as Record<string, unknown>;
  const configuration = configurationOf('marketing');

  it('decides where results go and under which key, whatever the client says', () => {
    expect(configuration).toMatchObject({
      enforce_workgroup_configuration: true,
      result_configuration: {
        output_location: 's3://mall-dev-results/athena/',
        expected_bucket_owner: '111122223333',
        encryption_configuration: { encryption_option: 'SSE_KMS', kms_key_arn: 'key-of-results' },
      },
    });
  });

  it('uses the documented defaults', () => {
    expect(configuration.bytes_scanned_cutoff_per_query).toBe(10 * 1024 ** 3);
  });

  it('holds every analysis as a named query, its grain as description', () => {
    expect(stack.all('aws_athena_named_query')).toContainEqual(
      expect.objectContaining({
        name: 'sales_by_category',
        description: 'one row per category',
        database: 'mall_dev',
        query: sales.sql,
      }),
    );
  });

  it('keeps answers about bad rows in their bucket, under its key', () => {
    expect(configurationOf('quarantine').result_configuration).toMatchObject({
      output_location: 's3://mall-dev-quarantine/athena/',
      encryption_configuration: { encryption_option: 'SSE_KMS', kms_key_arn: 'key-of-quarantine' },
    });
    const asked = stack.all('aws_athena_named_query').find(({ name }) => name === 'quarantine_open');
    expect(asked?.workgroup).toMatch(/QuarantineWorkgroup/);
  });

  it('needs a query', () => {
    expect(() => synthesized({ analyses: [], counts: [] })).toThrow(
      "test/Analytics/Workgroup: 'queries' must be a list of at least 1, got 0 entries",
    );
  });

  it('rejects SQL that Athena would not take', () => {
    expect(() => synthesized({ analyses: [{ name: 'long', sql: 'あ'.repeat(87_382) }] })).toThrow(
      "test/Analytics/Workgroup: 'queries.long' must be at most 262144 bytes of SQL, got 262146",
    );
  });
});

describe('the analysis runner', () => {
  it('starts when our crawler has succeeded', () => {
    expect(JSON.parse(String(stack.only('aws_cloudwatch_event_rule').event_pattern))).toEqual({
      source: ['aws.glue'],
      'detail-type': ['Glue Crawler State Change'],
      detail: { crawlerName: ['mall-dev-pipeline-partitions'], state: ['Succeeded'] },
    });
  });

  it('is called by that rule only', () => {
    expect(stack.only('aws_lambda_permission')).toMatchObject({
      principal: 'events.amazonaws.com',
      source_arn: expect.stringMatching(/^\$\{aws_cloudwatch_event_rule\.\w+\.arn\}$/),
    });
  });

  it('is tried again, and what still failed is kept', () => {
    expect(stack.only('aws_cloudwatch_event_target')).toMatchObject({
      retry_policy: { maximum_retry_attempts: 8, maximum_event_age_in_seconds: 14_400 },
      dead_letter_config: { arn: expect.stringContaining('aws_sqs_queue') },
    });
    const [sender] = JSON.parse(String(stack.only('aws_sqs_queue').policy)).Statement;
    expect(sender.Condition.ArnEquals['aws:SourceArn']).toMatch(
      new RegExp(`:rule/${String(stack.only('aws_cloudwatch_event_rule').name)}$`),
    );
  });

  it('knows each analysis by the id of its named query', () => {
    const { variables } = stack.only('aws_lambda_function').environment as { variables: Record<string, string> };
    expect(JSON.parse(variables['ANALYSES'] ?? '')).toEqual([
      { name: 'sales_by_category', namedQueryId: expect.stringMatching(/^\$\{aws_athena_named_query\.\w+\.id\}$/) },
    ]);
    expect(JSON.parse(variables['COUNTS'] ?? '')).toMatchObject([{ name: 'rows_in_catalog' }]);
    expect(variables).toMatchObject({
      RESULT_BUCKET: 'mall-dev-results',
      CATALOG_DATABASE: 'mall_dev',
      WORKFLOW: 'mall-dev-pipeline-marketing',
    });
  });

  it('reads the tables and writes the results, no more', () => {
    expect(objects('s3:GetObject')).toEqual([
      'arn:aws:s3:::mall-dev-curated/purchase/*',
      'arn:aws:s3:::mall-dev-curated/clicks/*',
      'arn:aws:s3:::mall-dev-results/athena/*',
      'arn:aws:s3:::mall-dev-results/runs/*',
    ]);
    expect(objects('s3:PutObject')).toEqual([
      'arn:aws:s3:::mall-dev-results/athena/*',
      'arn:aws:s3:::mall-dev-results/analyses/*',
      'arn:aws:s3:::mall-dev-results/runs/*',
    ]);
  });
});
