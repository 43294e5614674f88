import { ConfigConfigRule } from '@cdktf/provider-aws/lib/config-config-rule';
import { ConfigConfigurationRecorder } from '@cdktf/provider-aws/lib/config-configuration-recorder';
import { ConfigConfigurationRecorderStatus } from '@cdktf/provider-aws/lib/config-configuration-recorder-status';
import { ConfigDeliveryChannel } from '@cdktf/provider-aws/lib/config-delivery-channel';
import { IamServiceLinkedRole } from '@cdktf/provider-aws/lib/iam-service-linked-role';
import {
  type BucketLogging,
  type Deletion,
  type EnvironmentSettings,
  nameOf,
  type PolicyStatement,
  PrivateBucket,
  requireCount,
  requireRange,
} from '@mall/foundation';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { type ManagedRule, managedRules } from './managed-rules';

export interface ConfigurationHistoryProps {
  readonly environment: EnvironmentSettings;
  /** Key of the audit; its policy must let AWS Config use it. */
  readonly keyArn: string;
  readonly bucketLogging: BucketLogging;
  readonly deletion: Deletion;
  /**
   * How often a change is written down: `continuous` about $0.003 a change, `daily` about $0.012 for each resource that
   * changed on a day (AWS Config pricing, Tokyo, October 2026). @default 'continuous'
   */
  readonly recording?: 'continuous' | 'daily';
  /** @default managedRules */
  readonly rules?: readonly ManagedRule[];
  /** Days that the bucket keeps the history, 365 to 3,653. @default 1827 */
  readonly retentionDays?: number;
}

export interface ConfigurationHistoryOutputs {
  readonly bucketName: string;
  /** Names of the rules, in their order. */
  readonly ruleNames: readonly string[];
}

/** What every resource of the account looked like at any time, and rules that say when one is not as it should be. */
export class ConfigurationHistory extends Construct {
  public readonly outputs: ConfigurationHistoryOutputs;

  constructor(scope: Construct, id: string, props: ConfigurationHistoryProps) {
    super(scope, id);
    const { environment, keyArn, recording = 'continuous', rules = managedRules, retentionDays = 1827 } = props;
    requireRange(this, 'retentionDays', retentionDays, 365, 3653);
    requireCount(this, 'rules', rules, 1);
    const bucket = new PrivateBucket(this, 'Files', {
      environment,
      role: 'configuration-history',
      dataClass: 'internal',
      encryption: { kind: 'kms', keyArn },
      deletion: props.deletion,
      logging: props.bucketLogging,
      noncurrentDays: 30,
      lifecycle: [{ name: 'history', prefix: '', expireAfterDays: retentionDays }],
      policyStatements: (arn) => historyWrites(environment, arn),
    }).outputs;
    // AWS keeps this role's policy as Config learns new services; a role of ours would fall behind.
    const role = new IamServiceLinkedRole(this, 'Role', { awsServiceName: 'config.amazonaws.com' });
    const name = nameOf(environment, 'governance', 'history');
    const recorder = new ConfigConfigurationRecorder(this, 'Recorder', {
      name,
      roleArn: role.arn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      recordingMode: { recordingFrequency: recording.toUpperCase() },
    });
    const channel = new ConfigDeliveryChannel(this, 'Channel', {
      name,
      s3BucketName: bucket.name,
      s3KmsKeyArn: keyArn,
      snapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
      dependsOn: [recorder],
    });
    const status = new ConfigConfigurationRecorderStatus(this, 'Recording', {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
    this.outputs = {
      bucketName: bucket.name,
      ruleNames: rules.map((rule) => defineRule(this, environment, rule, status)),
    };
  }
}

function defineRule(
  scope: Construct,
  environment: EnvironmentSettings,
  { role, identifier, why, parameters }: ManagedRule,
  recording: TerraformResource,
): string {
  const rule = new ConfigConfigRule(scope, `Rule_${role}`, {
    name: nameOf(environment, 'governance', role),
    description: why,
    source: { owner: 'AWS', sourceIdentifier: identifier },
    ...(parameters === undefined ? {} : { inputParameters: JSON.stringify(parameters) }),
    // A rule without a recorder is refused.
    dependsOn: [recording],
  });
  return rule.name;
}

function historyWrites({ account }: EnvironmentSettings, bucketArn: string): PolicyStatement[] {
  const principals = { Service: ['config.amazonaws.com'] };
  const ownAccount = { 'aws:SourceAccount': account };
  return [
    {
      sid: 'HistoryFindsBucket',
      actions: ['s3:GetBucketAcl', 's3:ListBucket'],
      resources: [bucketArn],
      principals,
      conditions: { StringEquals: ownAccount },
    },
    {
      sid: 'HistoryWrites',
      actions: ['s3:PutObject'],
      resources: [`${bucketArn}/AWSLogs/${account}/Config/*`],
      principals,
      conditions: { StringEquals: { ...ownAccount, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}
