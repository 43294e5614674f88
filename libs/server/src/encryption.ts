import { IamServiceLinkedRole } from '@cdktf/provider-aws/lib/iam-service-linked-role';
import {
  EncryptionKey,
  type EnvironmentSettings,
  logGroupsUseKey,
  nameOf,
  type PolicyStatement,
} from '@mall/foundation';
import { Construct } from 'constructs';
import type { ServerRole } from './outputs';

export interface EncryptionProps {
  readonly environment: EnvironmentSettings;
  readonly role: ServerRole;
  readonly logGroupName: string;
}

export interface EncryptionOutputs {
  /** Encrypts the instances' volumes and their logs. */
  readonly keyArn: string;
  /** Role in which Auto Scaling launches this tier's instances, and no others. */
  readonly scalingRoleArn: string;
}

/**
 * The key of a tier's volumes and logs, and the role in which Auto Scaling uses it. An account's common service-linked
 * role would open the volumes of every tier, and may not exist yet; this one is the tier's own.
 */
export class Encryption extends Construct {
  public readonly outputs: EncryptionOutputs;

  constructor(scope: Construct, id: string, props: EncryptionProps) {
    super(scope, id);
    const { environment, role, logGroupName } = props;
    const scalingRole = new IamServiceLinkedRole(this, 'ScalingRole', {
      awsServiceName: 'autoscaling.amazonaws.com',
      customSuffix: nameOf(environment, role, 'scaling'),
      description: `Auto Scaling of the ${role} tier.`,
    });
    const key = new EncryptionKey(this, 'Key', {
      environment,
      name: nameOf(environment, role, 'instances'),
      description: `Volumes and logs of the ${role} tier's instances.`,
      dataClass: 'internal',
      serviceStatements: [...scalingUsesKey(scalingRole.arn), logGroupsUseKey(environment, [logGroupName])],
    }).outputs;
    this.outputs = { keyArn: key.arn, scalingRoleArn: scalingRole.arn };
  }
}

/** As Amazon EC2 Auto Scaling asks for encrypted volumes: the role uses the key, and lets EC2 use it while a volume lives. */
function scalingUsesKey(roleArn: string): PolicyStatement[] {
  const principals = { AWS: [roleArn] };
  return [
    {
      sid: 'ScalingUsesKey',
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:DescribeKey',
      ],
      resources: ['*'],
      principals,
    },
    {
      sid: 'ScalingLetsVolumesUseKey',
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      principals,
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
