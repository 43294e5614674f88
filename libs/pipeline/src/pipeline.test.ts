import { contractsJson, datasets, rulesets } from '@mall/datasets';
import { type ResourceAttributes, synthesize, testEnvironment as environment } from '@mall/foundation';
import { Pipeline, type PipelineProps } from './pipeline';

const bucket = (role: string) => ({ role, name: `mall-dev-${role}`, keyArn: `key-of-${role}` });
const script = { file: __filename, hash: 'abc' };
const code = {
  scripts: { extract: script, quality: script, curate: script },
  packages: { ...script, name: 'glue-jobs', sha256: 'q83v' },
};

const synthesized = (props: Partial<PipelineProps> = {}) =>
  synthesize((stack) => {
    new Pipeline(stack, 'Pipeline', {
      environment,
      network: { zoneNames: ['ap-northeast-1a', 'ap-northeast-1c'], databaseSubnetIds: ['subnet-a', 'subnet-c'] },
      database: {
        endpointAddress: 'db.example',
        endpointPort: 3306,
        databaseName: 'mall',
        analyticsSecretArn: 'analytics-secret',
        secretsKeyArn: 'secrets-key',
        glueSecurityGroupId: 'sg-glue',
      },
      lake: {
        landing: bucket('landing'),
        raw: bucket('raw'),
        curated: bucket('curated'),
        quarantine: bucket('quarantine'),
        results: bucket('results'),
        artifacts: bucket('artifacts'),
        internalKeyArn: 'internal-key',
        catalogDatabase: 'mall_dev',
      },
      code,
      datasets,
      rulesets: rulesets(datasets),
      contracts: contractsJson(datasets),
      deletion: { mode: 'protected' },
      ...props,
    });
  });

const stack = synthesized();
const job = (role: string): ResourceAttributes => {
  const found = stack.all('aws_glue_job').find(({ name }) => name === `mall-dev-pipeline-${role}`);
  if (found === undefined) throw new Error(`no job ${role}`);
  return found;
};
const argumentsOf = (role: string) => job(role).default_arguments as Record<string, string>;
const policies = Object.entries(stack.json.resource?.['aws_iam_role_policy'] ?? {});
const statementsOf = (construct: string) =>
  JSON.parse(String(policies.find(([id]) => id.startsWith(`Pipeline_${construct}_`))?.[1].policy)).Statement as {
    Sid: string;
    Action: string | string[];
    Resource: string | string[];
  }[];
/** Objects that a holder may do an action to. */
const objects = (construct: string, action: string) =>
  statementsOf(construct)
    .filter(({ Action }) => [Action].flat().includes(action))
    .flatMap(({ Resource }) => Resource);

describe('Pipeline', () => {
  it('gives each job the arguments it reads', () => {
    const own = ['extract', 'quality', 'curate'].map((role) =>
      Object.keys(argumentsOf(role)).filter((name) => !/^--(job-|extra-py|contracts|raw_|results_)/.test(name)),
    );
    expect(own).toEqual([
      ['--connection_name', '--customer_key_secret', '--landing_bucket'],
      ['--quarantine_bucket', '--ruleset_prefix'],
      ['--curated_bucket'],
    ]);
  });

  it('tries again what fails for a moment, and never what the gate failed', () => {
    expect(['extract', 'quality', 'curate'].map((role) => job(role).max_retries)).toEqual([1, 0, 1]);
  });

  it('runs every job on Glue 5.0 with two small workers, one run at a time', () => {
    for (const found of stack.all('aws_glue_job')) {
      expect(found).toMatchObject({
        glue_version: '5.0',
        worker_type: 'G.1X',
        number_of_workers: 2,
        timeout: 60,
        execution_property: { max_concurrent_runs: 1 },
        notification_property: { notify_delay_after: 30 },
      });
    }
  });

  it('names every rule set as the quality job asks for it', () => {
    const prefix = argumentsOf('quality')['--ruleset_prefix'];
    expect(stack.all('aws_glue_data_quality_ruleset').map(({ name }) => name)).toEqual(
      expect.arrayContaining(rulesets(datasets).map(({ dataset, kind }) => `${prefix}${dataset}-${kind}`)),
    );
    expect(prefix).toBe('mall-dev-pipeline-');
  });

  it('lets the job extract take what people hand in, and keep it where quality reads it', () => {
    expect(argumentsOf('extract')['--landing_bucket']).toBe('mall-dev-landing');
    expect(objects('Extract', 's3:GetObject')).toContain('arn:aws:s3:::mall-dev-landing/mended/*');
    expect(objects('Extract', 's3:PutObject')).toContain('arn:aws:s3:::mall-dev-raw/mended/*');
    expect(objects('Quality', 's3:GetObject')).toContain('arn:aws:s3:::mall-dev-raw/mended/*');
    for (const other of ['Quality', 'Curate']) {
      expect(objects(other, 's3:GetObject').filter((arn) => arn.includes('landing'))).toEqual([]);
    }
  });

  it('lets only the job extract near the database and the key of pseudonyms', () => {
    expect(job('extract').connections).toHaveLength(1);
    expect([job('quality').connections, job('curate').connections]).toEqual([undefined, undefined]);
    expect(objects('Extract', 'secretsmanager:GetSecretValue')[0]).toBe('analytics-secret');
    expect(objects('Quality', 'secretsmanager:GetSecretValue')).toEqual([]);
    expect(objects('Curate', 'secretsmanager:GetSecretValue')).toEqual([]);
  });

  it('lets the gate write what passed, what did not and its figures, and the job curate read what passed only', () => {
    expect(objects('Quality', 's3:PutObject').filter((arn) => arn.endsWith('/*'))).toEqual([
      'arn:aws:s3:::mall-dev-results/runs/*',
      'arn:aws:s3:::mall-dev-raw/passed/*',
      'arn:aws:s3:::mall-dev-quarantine/rows/*',
    ]);
    expect(objects('Curate', 's3:GetObject').some((arn) => arn.includes('-raw/customer/'))).toBe(false);
  });

  it('lets the job curate rewrite every table but the clicks', () => {
    const written = objects('Curate', 's3:PutObject').join(' ');
    expect(written).toContain('arn:aws:s3:::mall-dev-curated/purchase/*');
    expect(written).not.toContain('clicks');
  });

  it('reaches the database by its endpoint and port, as the user of the secret, over TLS', () => {
    expect(stack.only('aws_glue_connection')).toMatchObject({
      connection_properties: {
        JDBC_CONNECTION_URL: 'jdbc:mysql://db.example:3306/mall',
        JDBC_ENFORCE_SSL: 'true',
        SECRET_ID: 'analytics-secret',
      },
      physical_connection_requirements: {
        availability_zone: 'ap-northeast-1a',
        security_group_id_list: ['sg-glue'],
        subnet_id: 'subnet-a',
      },
    });
  });

  it('keys everything that jobs load by its content', () => {
    const keys = stack.all('aws_s3_object').map(({ key }) => String(key));
    expect(keys).toHaveLength(5);
    for (const key of keys) expect(key).toMatch(/^glue\/[a-z-]+-[0-9a-f]+\.(py|zip|json)$/);
    const other = synthesized({ contracts: '{}\n' }).all('aws_s3_object');
    expect(other.map(({ key }) => key)).not.toEqual(keys);
  });

  it('says which script is missing', () => {
    expect(() => synthesized({ code: { ...code, scripts: { extract: script } } })).toThrow(
      "test/Pipeline: 'code.scripts' must hold quality, got extract",
    );
  });

  it('never puts the key of pseudonyms in state', () => {
    const version = stack.only('aws_secretsmanager_secret_version');
    expect(version.secret_string).toBeUndefined();
    expect(version.secret_string_wo).toMatch(/^\$\{ephemeral\./);
  });
});

describe('the crawler', () => {
  const crawler = stack.only('aws_glue_crawler');

  it('looks at the partitioned tables of the catalog', () => {
    expect(crawler.catalog_target).toEqual([
      { database_name: 'mall_dev', tables: ['purchase', 'survey_response', 'survey_route', 'clicks'] },
    ]);
  });

  it('adds partitions and changes nothing else', () => {
    expect(crawler.schema_change_policy).toEqual({ delete_behavior: 'LOG', update_behavior: 'LOG' });
    expect(JSON.parse(String(crawler.configuration)).CrawlerOutput).toEqual({
      Partitions: { AddOrUpdateBehavior: 'InheritFromTable' },
    });
    expect(objects('Crawler', 'glue:DeleteTable')).toEqual([]);
  });
});
