import { Cloudtrail, type CloudtrailAdvancedEventSelector } from '@cdktf/provider-aws/lib/cloudtrail';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import {
  arnOf,
  arnOfBucket,
  type BucketLogging,
  type Deletion,
  type EnvironmentSettings,
  nameOf,
  type PolicyStatement,
  PrivateBucket,
  requireCount,
  requireLogRetention,
  requirePattern,
  requireRange,
  ServiceRole,
  skipCheck,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { auditNames, trailArnOf } from './audit-key';

/** Every read and write of an object with personal data is written down. About $0.10 per 100,000 events (AWS CloudTrail pricing, Tokyo, October 2026). */
export interface ObjectEvents {
  readonly mode: 'personal';
}

/** Nobody can say afterwards which identity read which object. Free. */
export interface NoObjectEvents {
  readonly mode: 'none';
  readonly reason: string;
}

/** Whether the trail records who read and wrote objects, beside who changed what. */
export type DataEvents = ObjectEvents | NoObjectEvents;

export interface AuditTrailProps {
  readonly environment: EnvironmentSettings;
  /** Key of the audit; its policy must let CloudTrail and the trail's log group use it. */
  readonly keyArn: string;
  readonly dataEvents: DataEvents;
  /** Names of the buckets that hold personal data; at least one. */
  readonly personalBuckets: readonly string[];
  readonly bucketLogging: BucketLogging;
  readonly deletion: Deletion;
  /** Days that the bucket keeps the trail's files, 365 to 3,653. @default 1827, five years like the data they report on */
  readonly retentionDays?: number;
  /** Days that the log group keeps events for searching. @default 365 */
  readonly logRetentionDays?: number;
}

export interface AuditTrailOutputs {
  readonly trailArn: string;
  readonly bucketName: string;
  readonly logGroupName: string;
}

/**
 * Who did what in the account, in all regions: files that prove that they were not changed, in a bucket of their own,
 * and the same events in a log group, where alarms and people look. The first trail of an account is free.
 */
export class AuditTrail extends Construct {
  public readonly outputs: AuditTrailOutputs;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { environment, keyArn, dataEvents, retentionDays = 1827, logRetentionDays = 365 } = props;
    requireRange(this, 'retentionDays', retentionDays, 365, 3653);
    requireLogRetention(this, 'logRetentionDays', logRetentionDays);
    requireCount(this, 'personalBuckets', props.personalBuckets, 1);
    if (dataEvents.mode === 'none') requireReason(this, dataEvents.reason);
    const names = auditNames(environment);
    const bucket = new PrivateBucket(this, 'Files', {
      environment,
      role: 'audit-trail',
      dataClass: 'internal',
      encryption: { kind: 'kms', keyArn },
      deletion: props.deletion,
      logging: props.bucketLogging,
      noncurrentDays: 30,
      // No cheaper class before the end: the files are small, and moving one costs more than keeping it.
      lifecycle: [{ name: 'trail', prefix: '', expireAfterDays: retentionDays }],
      policyStatements: (arn) => trailWrites(environment, arn),
    }).outputs;
    const log = new CloudwatchLogGroup(this, 'Log', {
      name: names.logGroup,
      retentionInDays: logRetentionDays,
      kmsKeyId: keyArn,
    });
    const writer = new ServiceRole(this, 'Writer', {
      name: nameOf(environment, 'governance', 'trail'),
      service: 'cloudtrail.amazonaws.com',
      account: environment.account,
      statements: [
        {
          sid: 'WriteLog',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [arnOf(environment, 'logs', `log-group:${names.logGroup}:*`)],
        },
      ],
    }).outputs;
    const trail = new Cloudtrail(this, 'Trail', {
      name: names.trail,
      s3BucketName: bucket.name,
      kmsKeyId: keyArn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${log.arn}:*`,
      cloudWatchLogsRoleArn: writer.arn,
      advancedEventSelector: selectors(dataEvents, props.personalBuckets),
    });
    skipCheck(trail, 'CKV_AWS_252', 'alarms read the log group; a topic would announce every file and say nothing');
    if (dataEvents.mode === 'none') trail.addOverride('//.dataEvents', dataEvents.reason);
    this.outputs = { trailArn: trail.arn, bucketName: bucket.name, logGroupName: log.name };
  }
}

function requireReason(scope: Construct, reason: string): void {
  requirePattern(scope, 'dataEvents.reason', reason, /\S+\s+\S+\s+\S+/, 'a sentence that says why');
}

function trailWrites(environment: EnvironmentSettings, bucketArn: string): PolicyStatement[] {
  const principals = { Service: ['cloudtrail.amazonaws.com'] };
  const ownTrail = { 'aws:SourceArn': trailArnOf(environment) };
  return [
    {
      sid: 'TrailFindsBucket',
      actions: ['s3:GetBucketAcl'],
      resources: [bucketArn],
      principals,
      conditions: { StringEquals: ownTrail },
    },
    {
      sid: 'TrailWrites',
      actions: ['s3:PutObject'],
      resources: [`${bucketArn}/AWSLogs/${environment.account}/*`],
      principals,
      conditions: { StringEquals: { ...ownTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}

function selectors(events: DataEvents, bucketNames: readonly string[]): CloudtrailAdvancedEventSelector[] {
  const management = {
    name: 'Who changed what',
    fieldSelector: [{ field: 'eventCategory', equalTo: ['Management'] }],
  };
  if (events.mode === 'none') return [management];
  return [
    management,
    {
      name: 'Who read and wrote personal data',
      fieldSelector: [
        { field: 'eventCategory', equalTo: ['Data'] },
        { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
        { field: 'resources.ARN', startsWith: bucketNames.map((name) => `${arnOfBucket({ name })}/`) },
      ],
    },
  ];
}
