import { App, TerraformStack } from 'cdktf';
import type { Transition } from './lifecycle';
import { PrivateBucket, type PrivateBucketProps } from './private-bucket';
import { synthesize, testEnvironment as environment } from './synthesize';

const define = (stack: TerraformStack, props: Partial<PrivateBucketProps>) =>
  new PrivateBucket(stack, 'Raw', {
    environment,
    role: 'raw',
    dataClass: 'pseudonymous',
    encryption: { kind: 'kms', keyArn: 'key-arn' },
    deletion: { mode: 'protected' },
    logging: { mode: 'target', bucket: 'logs' },
    noncurrentDays: 30,
    ...props,
  });

const bucket = (props: Partial<PrivateBucketProps> = {}) => synthesize((stack) => void define(stack, props));

const rules = (props?: Partial<PrivateBucketProps>) =>
  bucket(props).only('aws_s3_bucket_lifecycle_configuration').rule as Record<string, unknown>[];
/** Skips stand in metadata, which only a whole app writes. */
const skips = (props: Partial<PrivateBucketProps>) => {
  const stack = new TerraformStack(new App({ stackTraces: false }), 'test');
  define(stack, props);
  const [resource] = Object.values<{ '//': { skippedChecks: unknown } }>(stack.toTerraform().resource.aws_s3_bucket);
  return resource?.['//'].skippedChecks;
};

describe('PrivateBucket', () => {
  it('is closed to the public in every way there is', () => {
    expect(bucket().only('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(bucket().only('aws_s3_bucket_ownership_controls').rule).toEqual({ object_ownership: 'BucketOwnerEnforced' });
  });

  it('refuses everybody who comes without TLS 1.2', () => {
    const { Statement } = JSON.parse(String(bucket().only('aws_s3_bucket_policy').policy));
    expect(Statement).toHaveLength(2);
    for (const statement of Statement) {
      expect(statement).toMatchObject({ Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' } });
    }
    expect(Statement.map((statement: Record<string, unknown>) => statement['Condition'])).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    ]);
  });

  it('encrypts with the key that it is given', () => {
    expect(bucket().only('aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([
      {
        apply_server_side_encryption_by_default: { kms_master_key_id: 'key-arn', sse_algorithm: 'aws:kms' },
        bucket_key_enabled: true,
      },
    ]);
  });

  it('says why where no key of ours can be used', () => {
    const encryption = { kind: 's3', reason: 'S3 delivers logs so' } as const;
    expect(skips({ encryption })).toMatchObject({ CKV_AWS_145: 'S3 delivers logs so' });
  });

  it('keeps replaced versions for a while and abandoned uploads not at all', () => {
    expect(rules()[0]).toMatchObject({
      filter: [{ prefix: '' }],
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 2 }],
    });
  });

  it('moves small objects too where objects move at all', () => {
    const size = (props: Partial<PrivateBucketProps>) =>
      bucket(props).only('aws_s3_bucket_lifecycle_configuration').transition_default_minimum_object_size;
    const rule = { name: 'a', prefix: 'a/', expireAfterDays: 90 };
    expect(size({ lifecycle: [rule] })).toBeUndefined();
    expect(size({ lifecycle: [{ ...rule, transitions: [{ afterDays: 30, storageClass: 'DEEP_ARCHIVE' }] }] })).toBe(
      'varies_by_storage_class',
    );
  });

  it('cannot be destroyed where data is protected', () => {
    expect(bucket().only('aws_s3_bucket')).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  it('goes away with its objects where data is disposable', () => {
    const disposable = bucket({ deletion: { mode: 'disposable', reason: 'generated data' } }).only('aws_s3_bucket');
    expect(disposable.force_destroy).toBe(true);
    expect(disposable.lifecycle).toBeUndefined();
  });

  it('logs access below its role', () => {
    expect(bucket().only('aws_s3_bucket_logging')).toMatchObject({ target_bucket: 'logs', target_prefix: 'raw/' });
  });

  it('says why where access is not logged', () => {
    const logging = { mode: 'none', reason: 'generated data only' } as const;
    expect(bucket({ logging }).all('aws_s3_bucket_logging')).toEqual([]);
    expect(skips({ logging })).toMatchObject({ CKV_AWS_18: 'generated data only' });
  });

  it.each([0, 3651])('rejects %i days for replaced versions', (noncurrentDays) => {
    expect(() => bucket({ noncurrentDays })).toThrow(
      `test/Raw: 'noncurrentDays' must be between 1 and 3650, got ${noncurrentDays}`,
    );
  });

  const moves = (...transitions: Transition[]) =>
    rules({ lifecycle: [{ name: 'a', prefix: 'a/', expireAfterDays: 1827, transitions }] });
  const toGlacier: Transition = { afterDays: 90, storageClass: 'GLACIER' };

  it('moves objects to cheaper classes and ends them', () => {
    expect(moves({ afterDays: 30, storageClass: 'STANDARD_IA' }, toGlacier)[1]).toMatchObject({
      transition: [
        { days: 30, storage_class: 'STANDARD_IA' },
        { days: 90, storage_class: 'GLACIER' },
      ],
      expiration: [{ days: 1827 }],
    });
  });

  it.each<[string, Transition[]]>([
    ['a move to STANDARD_IA from day 30, got 29', [{ afterDays: 29, storageClass: 'STANDARD_IA' }]],
    [
      'moves in the order of their days, after day 90, got 90',
      [toGlacier, { afterDays: 90, storageClass: 'DEEP_ARCHIVE' }],
    ],
    [
      'moves in the order STANDARD_IA, GLACIER, DEEP_ARCHIVE, got STANDARD_IA',
      [toGlacier, { afterDays: 100, storageClass: 'STANDARD_IA' }],
    ],
    ['an end after day 2000, got 1827', [{ afterDays: 2000, storageClass: 'DEEP_ARCHIVE' }]],
  ])('rejects a lifecycle that goes backwards: %s', (sentence, transitions) => {
    expect(() => moves(...transitions)).toThrow(`test/Raw: 'lifecycle.a' must be ${sentence}`);
  });

  it('moves small objects to Standard-IA on request, and ends all the same those too small to move', () => {
    const rule = {
      name: 'a',
      prefix: 'a/',
      expireAfterDays: 1827,
      smallObjects: 'move',
      transitions: [{ afterDays: 30, storageClass: 'STANDARD_IA' }],
    } as const;
    expect(rules({ lifecycle: [rule] }).slice(1)).toEqual([
      {
        id: 'a-moves',
        status: 'Enabled',
        filter: [{ and: [{ prefix: 'a/', object_size_greater_than: 1 }] }],
        transition: [{ days: 30, storage_class: 'STANDARD_IA' }],
      },
      { id: 'a-end', status: 'Enabled', filter: [{ prefix: 'a/' }], expiration: [{ days: 1827 }] },
    ]);
  });

  it('makes no lock unless it is asked to', () => {
    expect(bucket().all('aws_s3_bucket_object_lock_configuration')).toEqual([]);
    expect(bucket().only('aws_s3_bucket')).not.toHaveProperty('object_lock_enabled');
  });

  it.each(['governance', 'compliance'] as const)('locks every version in mode %s', (mode) => {
    const locked = bucket({ objectLock: { mode, retentionDays: 30 } });
    expect(locked.only('aws_s3_bucket').object_lock_enabled).toBe(true);
    expect(locked.only('aws_s3_bucket_object_lock_configuration').rule).toEqual({
      default_retention: { mode: mode.toUpperCase(), days: 30 },
    });
  });

  it('refuses a lock without an end, and a reason that no tag holds', () => {
    expect(() => bucket({ objectLock: { mode: 'governance', retentionDays: 0 } })).toThrow(
      "test/Raw: 'objectLock.retentionDays' must be between 1 and 36500, got 0",
    );
    expect(() => bucket({ objectLock: { mode: 'none', reason: 'why, indeed' } })).toThrow(
      "test/Raw: 'objectLock.reason' must be a reason of letters, digits, blanks and +-=._:/@ only, got why, indeed",
    );
  });
});
