import { SecretsmanagerSecretRotation } from '@cdktf/provider-aws/lib/secretsmanager-secret-rotation';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { ServerlessapplicationrepositoryCloudformationStack } from '@cdktf/provider-aws/lib/serverlessapplicationrepository-cloudformation-stack';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { type EnvironmentSettings, nameOf, skipCheck } from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import { Construct } from 'constructs';
import { mysql } from './firewall';

export interface PasswordRotationProps {
  readonly environment: EnvironmentSettings;
  readonly network: Pick<NetworkOutputs, 'vpcId' | 'databaseSubnetIds'>;
  readonly databaseSecurityGroupId: string;
  /** A secret that holds `engine`, `host`, `username`, `password` and `port` already. */
  readonly secretArn: string;
  readonly secretsKeyArn: string;
  readonly rotationDays: number;
  readonly applicationVersion: string;
}

/** AWS's published rotation function (AWS Secrets Manager: rotation function templates); its account and region are AWS's. */
const applicationId =
  'arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSMySQLRotationSingleUser';

/** Changes the master user's password on a schedule: in the database and in the secret, or in neither. */
export class PasswordRotation extends Construct {
  constructor(scope: Construct, id: string, props: PasswordRotationProps) {
    super(scope, id);
    const { environment, network } = props;
    const name = nameOf(environment, 'database', 'rotation');
    const group = new SecurityGroup(this, 'SecurityGroup', {
      name,
      description: 'The function that changes the password of the master user',
      vpcId: network.vpcId,
    });
    skipCheck(group, 'CKV2_AWS_5', "attached to the function, which AWS's application makes");
    this.#openRoads(group.id, props.databaseSecurityGroupId);
    const application = new ServerlessapplicationrepositoryCloudformationStack(this, 'Application', {
      name,
      applicationId,
      semanticVersion: props.applicationVersion,
      capabilities: ['CAPABILITY_IAM', 'CAPABILITY_RESOURCE_POLICY'],
      parameters: {
        functionName: name,
        endpoint: `https://secretsmanager.${environment.region}.amazonaws.com`,
        kmsKeyArn: props.secretsKeyArn,
        vpcSubnetIds: network.databaseSubnetIds.join(','),
        vpcSecurityGroupIds: group.id,
      },
    });
    new SecretsmanagerSecretRotation(this, 'Schedule', {
      secretId: props.secretArn,
      rotationLambdaArn: application.outputs.lookup('RotationLambdaARN'),
      rotationRules: { automaticallyAfterDays: props.rotationDays },
    });
  }

  #openRoads(groupId: string, databaseGroupId: string): void {
    new VpcSecurityGroupIngressRule(this, 'FromRotation', {
      securityGroupId: databaseGroupId,
      description: 'MySQL from the rotation of the password',
      referencedSecurityGroupId: groupId,
      ...mysql,
    });
    new VpcSecurityGroupEgressRule(this, 'ToDatabase', {
      securityGroupId: groupId,
      description: 'MySQL to the database',
      referencedSecurityGroupId: databaseGroupId,
      ...mysql,
    });
    new VpcSecurityGroupEgressRule(this, 'ToAws', {
      securityGroupId: groupId,
      description: 'HTTPS to the endpoint of Secrets Manager; its subnets have no road to the internet',
      cidrIpv4: '0.0.0.0/0',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
  }
}
