import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DmsReplicationInstance } from '@cdktf/provider-aws/lib/dms-replication-instance';
import { DmsReplicationSubnetGroup } from '@cdktf/provider-aws/lib/dms-replication-subnet-group';
import type { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { EnvironmentSettings } from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import { Construct } from 'constructs';
import type { SingleReplication, StandbyReplication } from './migration-props';

export interface ReplicationInstanceProps {
  readonly environment: EnvironmentSettings;
  /** Physical name, from `nameOf`. */
  readonly name: string;
  readonly network: Pick<NetworkOutputs, 'vpcId' | 'wasSubnetIds'>;
  /** Lets its members in at the mall's database. */
  readonly clientSecurityGroupId: string;
  /** The other database's network and port. */
  readonly source: { readonly cidrBlock: string; readonly port: number };
  readonly instanceClass: string;
  readonly storageGib: number;
  readonly availability: StandbyReplication | SingleReplication;
  readonly kmsKeyArn: string;
  /** What must stand before DMS can see subnets. */
  readonly dependsOn: readonly IamRolePolicyAttachment[];
}

export interface ReplicationInstanceOutputs {
  readonly arn: string;
}

/** The log group that DMS writes a replication instance's tasks into. */
export function taskLogGroupName(replicationInstanceName: string): string {
  return `dms-tasks-${replicationInstanceName}`;
}

/** The machine that copies: without a public address, in the subnets that may call the mall's database. */
export class ReplicationInstance extends Construct {
  public readonly outputs: ReplicationInstanceOutputs;

  constructor(scope: Construct, id: string, props: ReplicationInstanceProps) {
    super(scope, id);
    const { name, network, availability, kmsKeyArn } = props;
    // DMS would make it itself, unencrypted and kept for ever.
    const log = new CloudwatchLogGroup(this, 'Log', {
      name: taskLogGroupName(name),
      retentionInDays: 365,
      kmsKeyId: kmsKeyArn,
    });
    const subnets = new DmsReplicationSubnetGroup(this, 'Subnets', {
      replicationSubnetGroupId: name,
      replicationSubnetGroupDescription: 'Private subnets of the was tier',
      subnetIds: [...network.wasSubnetIds],
      dependsOn: [...props.dependsOn],
    });
    const instance = new DmsReplicationInstance(this, 'Instance', {
      replicationInstanceId: name,
      replicationInstanceClass: props.instanceClass,
      allocatedStorage: props.storageGib,
      multiAz: availability.mode === 'multiAz',
      publiclyAccessible: false,
      replicationSubnetGroupId: subnets.replicationSubnetGroupId,
      vpcSecurityGroupIds: [props.clientSecurityGroupId, this.#group(props).id],
      kmsKeyArn,
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: false,
      // 05:00 on a Monday in Tokyo, after the database's own window.
      preferredMaintenanceWindow: 'sun:20:00-sun:21:00',
      ...(availability.mode === 'singleZone' ? { tags: { singleZoneReason: availability.reason } } : {}),
      dependsOn: [log],
    });
    this.outputs = { arn: instance.replicationInstanceArn };
  }

  #group({ name, network, source }: ReplicationInstanceProps): SecurityGroup {
    const group = new SecurityGroup(this, 'SecurityGroup', {
      name,
      description: 'The replication instance: to the other database and to AWS',
      vpcId: network.vpcId,
    });
    new VpcSecurityGroupEgressRule(this, 'ToSource', {
      securityGroupId: group.id,
      description: 'MySQL to the database that is migrated',
      cidrIpv4: source.cidrBlock,
      ipProtocol: 'tcp',
      fromPort: source.port,
      toPort: source.port,
    });
    new VpcSecurityGroupEgressRule(this, 'ToAws', {
      securityGroupId: group.id,
      description: 'HTTPS to Secrets Manager and CloudWatch Logs',
      cidrIpv4: '0.0.0.0/0',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
    return group;
  }
}
