import { type ResourceAttributes, type SynthesizedStack, synthesize, testEnvironment } from '@mall/foundation';
import { Governance, type GovernanceProps } from './governance';
import { managedRules } from './managed-rules';

const bucket = (role: string) => ({ role, name: role, keyArn: `arn:aws:kms:ap-northeast-1:111122223333:key/${role}` });
const lake = {
  landing: bucket('landing'),
  curated: bucket('curated'),
  quarantine: bucket('quarantine'),
  results: bucket('results'),
  catalogDatabase: 'mall_dev',
};
const governance = (props: Partial<GovernanceProps> = {}): SynthesizedStack =>
  synthesize((stack) => {
    new Governance(stack, 'Governance', {
      environment: testEnvironment,
      lake,
      tables: ['purchase'],
      workgroup: 'marketing',
      quarantineWorkgroup: 'quarantine',
      workflow: 'nightly',
      database: { identifier: 'shop', dataKeyArn: 'arn:aws:kms:ap-northeast-1:111122223333:key/shop' },
      dataEvents: { mode: 'personal' },
      personalBuckets: ['landing', 'backup'],
      protections: { mode: 'chosen', watch: ['objects'] },
      unusedAccess: { mode: 'after', days: 90 },
      bucketLogging: { mode: 'none', reason: 'a test stack only' },
      deletion: { mode: 'protected' },
      ...props,
    });
  });
const stack = governance();
const none = { mode: 'none', reason: 'generated data only' } as const;
/** The resource of a type whose logical id begins so. */
const of = (type: string, id: string, within = stack): ResourceAttributes => {
  const found = Object.entries(within.json.resource?.[type] ?? {}).find(([key]) => key.startsWith(`Governance_${id}`));
  if (found === undefined) throw new Error(`no ${type} ${id}`);
  return found[1];
};

describe('AuditTrail', () => {
  it('records all regions, proves that its files are unchanged, and encrypts them', () => {
    expect(stack.only('aws_cloudtrail')).toMatchObject({
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      kms_key_id: expect.stringMatching(/aws_kms_key/),
      cloud_watch_logs_group_arn: expect.stringMatching(/aws_cloudwatch_log_group/),
    });
  });

  it('takes files from its own trail only', () => {
    const { Statement } = JSON.parse(String(of('aws_s3_bucket_policy', 'Trail').policy));
    const allowed = Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    expect(allowed.map(({ Condition }: { Condition: object }) => Condition)).toEqual([
      { StringEquals: { 'aws:SourceArn': trailArn } },
      { StringEquals: { 'aws:SourceArn': trailArn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    ]);
  });

  it('records who read personal data, in these buckets and no others', () => {
    expect(stack.only('aws_cloudtrail').advanced_event_selector).toEqual([
      { name: 'Who changed what', field_selector: [{ field: 'eventCategory', equals: ['Management'] }] },
      {
        name: 'Who read and wrote personal data',
        field_selector: [
          { field: 'eventCategory', equals: ['Data'] },
          { field: 'resources.type', equals: ['AWS::S3::Object'] },
          { field: 'resources.ARN', starts_with: ['arn:aws:s3:::landing/', 'arn:aws:s3:::backup/'] },
        ],
      },
    ]);
  });

  it('records management events only where a reason says why', () => {
    expect(governance({ dataEvents: none }).only('aws_cloudtrail').advanced_event_selector).toHaveLength(1);
    expect(() => governance({ dataEvents: { mode: 'none', reason: 'cheap' } })).toThrow(
      "test/Governance/Trail: 'dataEvents.reason' must be a sentence that says why, got cheap",
    );
  });

  it('keeps files five years and the log one year, as documented', () => {
    expect(JSON.stringify(of('aws_s3_bucket_lifecycle_configuration', 'Trail').rule)).toContain('"days":1827');
    expect(stack.only('aws_cloudwatch_log_group')).toMatchObject({ retention_in_days: 365 });
  });
});

describe('ConfigurationHistory', () => {
  it('records everything before the first rule asks', () => {
    expect(stack.only('aws_config_configuration_recorder')).toMatchObject({
      recording_group: { all_supported: true, include_global_resource_types: true },
      recording_mode: { recording_frequency: 'CONTINUOUS' },
    });
    for (const rule of stack.all('aws_config_config_rule')) {
      expect(rule.depends_on).toEqual([expect.stringMatching(/^aws_config_configuration_recorder_status\./)]);
    }
  });

  it('asks every rule of the list, each with its why', () => {
    expect(stack.all('aws_config_config_rule').map(({ source, description }) => ({ source, description }))).toEqual(
      expect.arrayContaining(
        managedRules.map(({ identifier, why }) => ({
          source: { owner: 'AWS', source_identifier: identifier },
          description: why,
        })),
      ),
    );
    expect(stack.all('aws_config_config_rule')).toHaveLength(managedRules.length);
  });

  it('wants of passwords what the account is set to', () => {
    const { parameters } = managedRules.find(({ identifier }) => identifier === 'IAM_PASSWORD_POLICY') ?? {};
    expect(stack.only('aws_iam_account_password_policy')).toMatchObject({
      minimum_password_length: Number(parameters?.['MinimumPasswordLength']),
      password_reuse_prevention: Number(parameters?.['PasswordReusePrevention']),
      max_password_age: Number(parameters?.['MaxPasswordAge']),
    });
  });
});

describe('ThreatDetection', () => {
  const features = (within: SynthesizedStack) =>
    Object.fromEntries(within.all('aws_guardduty_detector_feature').map(({ name, status }) => [name, status]));

  it('turns each protection on or off, and leaves none to what AWS turns on', () => {
    expect(features(stack)).toEqual({
      S3_DATA_EVENTS: 'ENABLED',
      RDS_LOGIN_EVENTS: 'DISABLED',
      LAMBDA_NETWORK_LOGS: 'DISABLED',
      EBS_MALWARE_PROTECTION: 'DISABLED',
    });
  });

  it('watches the sources of every account only where a tag says why', () => {
    const plain = governance({ protections: { mode: 'foundational', reason: 'generated data only' } });
    expect(new Set(Object.values(features(plain)))).toEqual(new Set(['DISABLED']));
    expect(plain.only('aws_guardduty_detector').tags).toEqual({ foundationalBecause: 'generated data only' });
  });
});

describe('AccessAnalysis', () => {
  const types = (within: SynthesizedStack) => within.all('aws_accessanalyzer_analyzer').map(({ type }) => type);

  it('looks for outsiders always, for unused rights by choice', () => {
    expect(types(stack).sort()).toEqual(['ACCOUNT', 'ACCOUNT_UNUSED_ACCESS']);
    expect(types(governance({ unusedAccess: none }))).toEqual(['ACCOUNT']);
  });

  it.each([0, 366])('rejects %i days without use', (days) => {
    expect(() => governance({ unusedAccess: { mode: 'after', days } })).toThrow(
      `test/Governance/Access: 'unusedAccess.days' must be between 1 and 365, got ${days}`,
    );
  });
});

describe('AccountDefaults', () => {
  it('encrypts volumes and shuts buckets, also those made by hand', () => {
    expect(stack.only('aws_ebs_encryption_by_default')).toMatchObject({ enabled: true });
    expect(stack.only('aws_s3_account_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });
});

const trailArn = 'arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/mall-dev-governance-trail';
