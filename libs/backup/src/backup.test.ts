import { synthesize, testEnvironment as environment } from '@mall/foundation';
import { Backup, type BackupProps } from './backup';

const code = { file: __filename, hash: 'abc', sha256: 'q83v' };
const synthesized = (props: Partial<BackupProps> = {}) =>
  synthesize((stack) => {
    new Backup(stack, 'Backup', {
      environment,
      database: { identifier: 'shop', databaseName: 'mall', dataKeyArn: 'data-key' },
      lake: { internalKeyArn: 'internal-key', bucketLogging: { mode: 'target', bucket: 'logs' } },
      takeSnapshotCode: code,
      startExportCode: code,
      objectLock: { mode: 'governance', retentionDays: 365 },
      deletion: { mode: 'protected' },
      ...props,
    });
  });

const stack = synthesized();

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition: Record<string, Record<string, unknown>>;
}
const statementsOf = (text: unknown) => (JSON.parse(String(text)) as { Statement: Statement[] }).Statement;
/** The statements of the role of a function, schedule or export, by a word of its construct path. */
const granted = (part: string) => {
  const [policy] = Object.entries(stack.json.resource?.['aws_iam_role_policy'] ?? {}).filter(([id]) =>
    id.includes(part),
  );
  return statementsOf(policy?.[1]?.policy);
};
const variablesOf = (name: string) => {
  const lambda = stack.all('aws_lambda_function').find(({ function_name }) => function_name === name);
  return (lambda?.environment as { variables: Record<string, string> }).variables;
};
const schedules = stack.all('aws_scheduler_schedule') as unknown as {
  readonly name: string;
  readonly schedule_expression: string;
  readonly schedule_expression_timezone: string;
  readonly flexible_time_window: unknown;
  readonly target: Record<string, unknown>;
}[];
const schedule = (name: string) => schedules.find((each) => each.name === `mall-dev-backup-${name}`);

describe('the bucket of exports', () => {
  const rules = (props?: Partial<BackupProps>) =>
    synthesized(props).only('aws_s3_bucket_lifecycle_configuration').rule as Record<string, unknown>[];

  it('moves every object at 30, 90 and 730 days and deletes it at 1,827, the documented defaults', () => {
    expect(rules().slice(1)).toEqual([
      {
        id: 'exports-moves',
        status: 'Enabled',
        filter: [{ object_size_greater_than: 1 }],
        transition: [
          { days: 30, storage_class: 'STANDARD_IA' },
          { days: 90, storage_class: 'GLACIER' },
          { days: 730, storage_class: 'DEEP_ARCHIVE' },
        ],
      },
      { id: 'exports-end', status: 'Enabled', filter: [{ prefix: '' }], expiration: [{ days: 1827 }] },
    ]);
  });

  it('cleans up replaced versions and incomplete uploads', () => {
    expect(rules()[0]).toMatchObject({
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 2 }],
    });
  });

  it('keeps exports as long as another law asks', () => {
    expect(rules({ retention: { deleteAfterDays: 3653 } })[2]).toMatchObject({ expiration: [{ days: 3653 }] });
  });

  it('refuses a way that goes backwards', () => {
    expect(() => synthesized({ retention: { glacierAfterDays: 20 } })).toThrow(
      "test/Backup/Archive/Bucket: 'lifecycle.exports' must be moves in the order of their days, after day 30, got 20",
    );
  });

  it('locks versions', () => {
    expect(stack.only('aws_s3_bucket').object_lock_enabled).toBe(true);
    expect(stack.only('aws_s3_bucket_object_lock_configuration').rule).toEqual({
      default_retention: { mode: 'GOVERNANCE', days: 365 },
    });
  });

  it('shows auditors why nothing is locked', () => {
    const open = synthesized({ objectLock: { mode: 'none', reason: 'generated data only' } });
    expect(open.all('aws_s3_bucket_object_lock_configuration')).toEqual([]);
    expect(open.only('aws_s3_bucket')).toMatchObject({ tags: { noObjectLock: 'generated data only' } });
  });

  it('locks nothing beyond its end', () => {
    expect(() => synthesized({ objectLock: { mode: 'compliance', retentionDays: 2000 } })).toThrow(
      "test/Backup/Archive: 'objectLock.retentionDays' must be at most the 1827 days after which exports are deleted, got 2000",
    );
  });

  it('is written by exports and read by restorers, whatever the roles of others allow', () => {
    const reader = 'arn:aws:iam::111122223333:role/auditor';
    const policy = statementsOf(synthesized({ readerRoleArns: [reader] }).only('aws_s3_bucket_policy').policy);
    const refusal = (sid: string) => {
      const { Effect, Action, Condition } = policy.find(({ Sid }) => Sid === sid) ?? {};
      expect(Effect).toBe('Deny');
      return { Action, but: Condition?.['ArnNotEquals']?.['aws:PrincipalArn'] };
    };
    expect(refusal('WrittenByExports').Action).toBe('s3:PutObject');
    expect(refusal('ReadByRestore').Action).toEqual(['s3:GetObject', 's3:GetObjectVersion']);
    expect(refusal('ReadByRestore').but).toEqual([expect.any(String), expect.any(String), reader]);
  });

  it('refuses a reader that is no role', () => {
    expect(() => synthesized({ readerRoleArns: ['*'] })).toThrow(
      "test/Backup/Archive: 'readerRoleArns' must be a list of ARNs of IAM roles, got *",
    );
  });

  it('is read by people only with a second factor', () => {
    const roles = Object.entries(stack.json.resource?.['aws_iam_role'] ?? {});
    const [, restore] = roles.find(([id]) => id.includes('RestoreRole')) ?? [];
    expect(statementsOf(restore?.assume_role_policy)[0]?.Condition).toEqual({
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    });
  });
});

describe('the nightly snapshot', () => {
  it('is asked for at 02:00 in Tokyo, sharp, by the time that the call is for', () => {
    expect(schedule('night')).toMatchObject({
      schedule_expression: 'cron(0 2 * * ? *)',
      schedule_expression_timezone: 'Asia/Tokyo',
      flexible_time_window: { mode: 'OFF' },
      target: { input: '{"scheduledAt":"<aws.scheduler.scheduled-time>"}' },
    });
  });

  it('is asked for again when Lambda does not answer, and what still failed is kept', () => {
    expect(schedule('night')?.target).toMatchObject({
      retry_policy: { maximum_retry_attempts: 8, maximum_event_age_in_seconds: 10_800 },
      dead_letter_config: { arn: expect.stringContaining('aws_sqs_queue') },
    });
  });

  it('uses the documented default of a week of snapshots', () => {
    expect(variablesOf('mall-dev-backup-take-snapshot')).toEqual({
      DATABASE: 'shop',
      SNAPSHOT_PREFIX: 'mall-dev-backup-night',
      KEPT_SNAPSHOTS: '7',
    });
  });

  it('may delete its own snapshots and no others', () => {
    const may = granted('Snapshots_Function').find(({ Action }) => [Action].flat().includes('rds:DeleteDBSnapshot'));
    expect(may?.Resource).toBe('arn:aws:rds:ap-northeast-1:111122223333:snapshot:mall-dev-backup-night-*');
  });

  it.each([0, 100])('refuses to keep %i snapshots', (keptSnapshots) => {
    expect(() => synthesized({ keptSnapshots })).toThrow(
      `test/Backup/Snapshots: 'keptSnapshots' must be between 1 and 99, got ${keptSnapshots}`,
    );
  });
});

describe('the export', () => {
  it("is asked for by RDS's events of our snapshots only", () => {
    expect(JSON.parse(String(stack.only('aws_cloudwatch_event_rule').event_pattern))).toEqual({
      source: ['aws.rds'],
      'detail-type': ['RDS DB Snapshot Event'],
      detail: {
        EventID: ['RDS-EVENT-0042', 'RDS-EVENT-0159'],
        SourceIdentifier: [{ prefix: 'mall-dev-backup-night-' }],
      },
    });
  });

  it('is asked for once more in the morning, as RDS may lose an event', () => {
    expect(schedule('check')).toMatchObject({
      schedule_expression: 'cron(0 6 * * ? *)',
      schedule_expression_timezone: 'Asia/Tokyo',
    });
  });

  it('waits a quarter of an hour for a free place, for five hours, and is then kept as a dead letter', () => {
    const queue = stack.all('aws_sqs_queue').find(({ name }) => name === 'mall-dev-backup-exports');
    expect(queue?.visibility_timeout_seconds).toBe(900);
    expect(JSON.parse(String(queue?.redrive_policy))).toEqual({
      deadLetterTargetArn: expect.stringContaining('aws_sqs_queue'),
      maxReceiveCount: 20,
    });
  });

  it('lets nobody but the rule into the queue, and keeps what the rule could not deliver', () => {
    const queue = stack.all('aws_sqs_queue').find(({ name }) => name === 'mall-dev-backup-exports');
    expect(statementsOf(queue?.policy)).toMatchObject([
      { Condition: { ArnEquals: { 'aws:SourceArn': expect.stringMatching(/:rule\/mall-dev-backup-exports$/) } } },
    ]);
    expect(stack.only('aws_cloudwatch_event_target')).toHaveProperty('dead_letter_config.arn');
  });

  it('takes one message at a time, so that one night does not fail another', () => {
    expect(stack.only('aws_lambda_event_source_mapping').batch_size).toBe(1);
  });

  it('is of the three tables and no others, the documented default', () => {
    expect(variablesOf('mall-dev-backup-start-export')['TABLES']).toBe(
      '["mall.customer","mall.purchase","mall.review"]',
    );
  });

  it('hands RDS one role and no other', () => {
    const pass = granted('Exports_Function').find(({ Action }) => Action === 'iam:PassRole');
    expect(pass?.Resource).toMatch(/:role\/\$\{aws_iam_role_policy\.Backup_Archive_ExportRole/);
    expect(pass?.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'export.rds.amazonaws.com' } });
  });

  it('is written with a role that reaches the backup bucket and its key only', () => {
    const resources = granted('Archive_ExportRole').flatMap(({ Resource }) => Resource);
    const bucket = 'arn:aws:s3:::mall-dev-backup-111122223333-ap-northeast-1';
    expect(resources).toEqual([`${bucket}/*`, bucket, expect.stringMatching(/aws_kms_key\.Backup_Archive_Key/)]);
  });

  it.each([
    [[], 'a list of at least 1, got 0 entries'],
    [['purchase', 'a-b'], 'names of letters, digits and _, got a-b'],
  ])('refuses the tables %j', (tables, sentence) => {
    expect(() => synthesized({ tables })).toThrow(`test/Backup: 'tables' must be ${sentence}`);
  });
});
