import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { arnOf, EncryptionKey, type EnvironmentSettings, logGroupsUseKey, nameOf, ServiceRole } from '@mall/foundation';
import { Construct } from 'constructs';

export interface FlowLogsProps {
  readonly environment: EnvironmentSettings;
  readonly vpcId: string;
  readonly retentionDays: number;
}

/** Every connection of the network, accepted or refused, in an encrypted log group. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { environment, vpcId, retentionDays } = props;
    const name = nameOf(environment, 'network', 'flow-logs');
    const key = new EncryptionKey(this, 'Encryption', {
      environment,
      name,
      description: 'Flow logs of the network.',
      dataClass: 'internal',
      serviceStatements: [logGroupsUseKey(environment, [name])],
    }).outputs;
    const logGroup = new CloudwatchLogGroup(this, 'LogGroup', {
      name,
      retentionInDays: retentionDays,
      kmsKeyId: key.arn,
    });
    const role = new ServiceRole(this, 'Writer', {
      name,
      service: 'vpc-flow-logs.amazonaws.com',
      account: environment.account,
      statements: [
        {
          sid: 'WriteFlowLogs',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [`${arnOf(environment, 'logs', `log-group:${name}`)}:*`],
        },
        {
          sid: 'FindLogGroup',
          actions: ['logs:DescribeLogGroups'],
          resources: [arnOf(environment, 'logs', 'log-group:*')],
          wildcardReason: 'the action lists groups and takes no single one',
        },
      ],
    }).outputs;
    new FlowLog(this, 'FlowLog', {
      vpcId,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags: { Name: name },
    });
  }
}
