import { arnOf, type EnvironmentSettings, nameOf, ServiceRole, type ServiceRoleOutputs } from '@mall/foundation';
import { Construct } from 'constructs';

export interface MonitoringRoleProps {
  readonly environment: EnvironmentSettings;
}

/** Where Enhanced Monitoring writes, one log group for an account and region (Amazon RDS: Enhanced Monitoring). */
const logGroupName = 'RDSOSMetrics';

/** The role with which RDS brings the operating system's metrics to CloudWatch. */
export class MonitoringRole extends Construct {
  public readonly outputs: ServiceRoleOutputs;

  constructor(scope: Construct, id: string, props: MonitoringRoleProps) {
    super(scope, id);
    const { environment } = props;
    const logGroup = arnOf(environment, 'logs', `log-group:${logGroupName}`);
    this.outputs = new ServiceRole(this, 'Role', {
      name: nameOf(environment, 'database', 'monitoring'),
      service: 'monitoring.rds.amazonaws.com',
      account: environment.account,
      statements: [
        {
          sid: 'MakeLogGroup',
          actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
          resources: [logGroup, `${logGroup}:*`],
        },
        {
          sid: 'WriteMetrics',
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'],
          resources: [`${logGroup}:log-stream:*`],
        },
      ],
    }).outputs;
  }
}
