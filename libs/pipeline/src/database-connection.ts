import { GlueConnection } from '@cdktf/provider-aws/lib/glue-connection';
import type { DatabaseOutputs } from '@mall/database';
import {
  arnOf,
  type EnvironmentSettings,
  grantReadSecret,
  nameOf,
  propError,
  type PolicyStatement,
} from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import { Fn, Token } from 'cdktf';
import { Construct } from 'constructs';

export interface DatabaseConnectionProps {
  readonly environment: EnvironmentSettings;
  /** Jobs run in the first of the subnets. */
  readonly network: Pick<NetworkOutputs, 'zoneNames' | 'databaseSubnetIds'>;
  readonly database: Pick<
    DatabaseOutputs,
    'endpointAddress' | 'endpointPort' | 'databaseName' | 'analyticsSecretArn' | 'secretsKeyArn' | 'glueSecurityGroupId'
  >;
}

export interface DatabaseConnectionOutputs {
  readonly name: string;
  /** What a job needs to run through the connection: to find it, to open its secret, to have a network interface. */
  readonly statements: readonly PolicyStatement[];
}

/** How Glue reaches the database: by its endpoint, over TLS, as the user who may read the analytics views only. */
export class DatabaseConnection extends Construct {
  public readonly outputs: DatabaseConnectionOutputs;

  constructor(scope: Construct, id: string, props: DatabaseConnectionProps) {
    super(scope, id);
    const { environment, network, database } = props;
    const subnetId = firstOf(this, 'network.databaseSubnetIds', network.databaseSubnetIds);
    const { endpointAddress, endpointPort, databaseName, glueSecurityGroupId } = database;
    const name = nameOf(environment, 'pipeline', 'database');
    const connection = new GlueConnection(this, 'Connection', {
      name,
      description: 'Analytics views of the shop database',
      connectionType: 'JDBC',
      connectionProperties: {
        JDBC_CONNECTION_URL: `jdbc:mysql://${endpointAddress}:${endpointPort}/${databaseName}`,
        JDBC_ENFORCE_SSL: 'true',
        SECRET_ID: database.analyticsSecretArn,
      },
      physicalConnectionRequirements: {
        availabilityZone: firstOf(this, 'network.zoneNames', network.zoneNames),
        securityGroupIdList: [glueSecurityGroupId],
        subnetId,
      },
    });
    this.outputs = {
      name: connection.name,
      statements: [
        {
          sid: 'FindConnection',
          actions: ['glue:GetConnection'],
          resources: ['catalog', `connection/${name}`].map((resource) => arnOf(environment, 'glue', resource)),
        },
        ...grantReadSecret('Analytics', database.analyticsSecretArn, database.secretsKeyArn),
        ...networkInterface(environment, subnetId, glueSecurityGroupId),
      ],
    };
  }
}

/** Glue puts a network interface of the job into the subnet, marks it as its own and takes it away (AWS Glue guide). */
function networkInterface(environment: EnvironmentSettings, subnetId: string, groupId: string): PolicyStatement[] {
  const ec2 = (resource: string) => arnOf(environment, 'ec2', resource);
  const ofSubnet = { ArnEquals: { 'ec2:Subnet': ec2(`subnet/${subnetId}`) } };
  return [
    {
      sid: 'DescribeNetwork',
      actions: [
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcAttribute',
        'ec2:DescribeVpcEndpoints',
      ],
      resources: ['*'],
      wildcardReason: 'these actions take no resource',
    },
    {
      sid: 'PlugIn',
      actions: ['ec2:CreateNetworkInterface'],
      resources: [ec2(`subnet/${subnetId}`), ec2(`security-group/${groupId}`), ec2('network-interface/*')],
      wildcardReason: 'EC2 chooses the id of the interface; where it is plugged in is exact',
    },
    {
      sid: 'Unplug',
      actions: ['ec2:DeleteNetworkInterface'],
      resources: [ec2('network-interface/*')],
      wildcardReason: 'EC2 chooses the id of the interface; the condition names the subnet',
      conditions: ofSubnet,
    },
    {
      sid: 'MarkInterface',
      actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
      resources: [ec2('network-interface/*')],
      wildcardReason: 'EC2 chooses the id of the interface; the condition names the one tag',
      conditions: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['aws-glue-service-resource'] } },
    },
  ];
}

function firstOf(scope: Construct, prop: string, values: readonly string[]): string {
  if (Token.isUnresolved(values)) return Fn.element([...values], 0) as string;
  const [first] = values;
  if (first === undefined) throw propError(scope, prop, 'a list of at least 1', '0 entries');
  return first;
}
