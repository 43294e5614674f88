import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import {
  arnOf,
  type EnvironmentSettings,
  giveReason,
  giveReasons,
  grantReadSecret,
  nameOf,
  policyDocument,
  type PolicyStatement,
} from '@mall/foundation';
import { Construct } from 'constructs';
import type { ClickDelivery } from './click-delivery';
import type { ServerRole } from './outputs';

export interface InstanceRoleProps {
  readonly environment: EnvironmentSettings;
  readonly role: ServerRole;
  readonly logGroupName: string;
  readonly metricNamespace: string;
  readonly clicks: ClickDelivery;
  /** What the application may do beside that. */
  readonly statements: readonly PolicyStatement[];
}

export interface InstanceRoleOutputs {
  readonly arn: string;
  readonly name: string;
  readonly profileArn: string;
}

/** What an instance is: managed by Session Manager, with its own log, metrics and clicks, and nothing else. */
export class InstanceRole extends Construct {
  public readonly outputs: InstanceRoleOutputs;

  constructor(scope: Construct, id: string, props: InstanceRoleProps) {
    super(scope, id);
    const { environment, role: tier } = props;
    const name = nameOf(environment, tier, 'instance');
    const role = new IamRole(this, 'Role', {
      name,
      assumeRolePolicy: policyDocument([
        { sid: 'AssumedByInstances', actions: ['sts:AssumeRole'], principals: { Service: ['ec2.amazonaws.com'] } },
      ]),
    });
    giveReason(role, 'AssumedByInstances', 'EC2 names no source account, and takes roles of its own account only');
    const statements = [
      ...sessionManager(environment),
      ...telemetry(props),
      deploymentAgent(environment),
      ...deliverClicks(environment, props.clicks),
      ...props.statements,
    ];
    const policy = new IamRolePolicy(this, 'Policy', {
      name: 'grants',
      role: role.name,
      policy: policyDocument(statements),
    });
    giveReasons(policy, statements);
    // By way of the policy: an instance that boots without it cannot fetch its agents.
    const profile = new IamInstanceProfile(this, 'Profile', { name, role: policy.role });
    this.outputs = { arn: role.arn, name: policy.role, profileArn: profile.arn };
  }
}

/**
 * What Session Manager and Run Command need of the agent. AWS's policy AmazonSSMManagedInstanceCore adds
 * `ssm:GetParameter` on every parameter of the account, which no instance here reads.
 */
function sessionManager(environment: EnvironmentSettings): PolicyStatement[] {
  return [
    {
      sid: 'ReportToSystemsManager',
      actions: ['ssm:UpdateInstanceInformation'],
      resources: [arnOf(environment, 'ec2', 'instance/*')],
      wildcardReason: 'an instance has no name before it is born',
    },
    {
      sid: 'TakeSessionsAndCommands',
      actions: [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
        'ec2messages:AcknowledgeMessage',
        'ec2messages:DeleteMessage',
        'ec2messages:FailMessage',
        'ec2messages:GetEndpoint',
        'ec2messages:GetMessages',
        'ec2messages:SendReply',
      ],
      resources: ['*'],
      wildcardReason: 'these actions take no resource: the service tells instances apart by their credentials',
    },
  ];
}

function telemetry({ environment, logGroupName, metricNamespace }: InstanceRoleProps): PolicyStatement[] {
  return [
    {
      sid: 'WriteLog',
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [`${arnOf(environment, 'logs', `log-group:${logGroupName}`)}:*`],
    },
    {
      sid: 'PutMetrics',
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      wildcardReason: 'the action takes no resource: the namespace is what can be named',
      conditions: { StringEquals: { 'cloudwatch:namespace': metricNamespace } },
    },
  ];
}

/** AWS's bucket with the agent. Signed, as the network's endpoint for S3 lets nobody through who has no name. */
function deploymentAgent({ region }: EnvironmentSettings): PolicyStatement {
  return {
    sid: 'FetchDeploymentAgent',
    actions: ['s3:GetObject'],
    resources: [`arn:aws:s3:::aws-codedeploy-${region}/*`],
  };
}

function deliverClicks(environment: EnvironmentSettings, clicks: ClickDelivery): PolicyStatement[] {
  return [
    {
      sid: 'DeliverClicks',
      actions: ['firehose:PutRecordBatch'],
      resources: [arnOf(environment, 'firehose', `deliverystream/${clicks.stream}`)],
    },
    ...grantReadSecret('ClickKey', clicks.keySecretArn, clicks.keyEncryptionArn),
  ];
}
