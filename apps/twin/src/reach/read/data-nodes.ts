import { GetConnectionsCommand, type GlueClient } from '@aws-sdk/client-glue';
import { type DBInstance, paginateDescribeDBInstances, type RDSClient } from '@aws-sdk/client-rds';
import type { NetworkNode } from '../model';
import { all } from './clients';

/** A node without what the whole of the network says of it. */
export type DataNode = Omit<NetworkNode, 'forwards' | 'domainNames'>;

/** A database and the address that its clients use. */
export interface DatabaseRead {
  readonly node: DataNode;
  readonly endpointAddress: string;
}

/** Reads the databases of a network: `db`, and `db-replica` for those that copy another. */
export async function readDatabases(rds: RDSClient, vpcId: string): Promise<readonly DatabaseRead[]> {
  const instances = await all(paginateDescribeDBInstances({ client: rds }, {}), (page) => page.DBInstances);
  return instances
    .filter(({ DBSubnetGroup }) => DBSubnetGroup?.VpcId === vpcId)
    .map((instance) => ({
      endpointAddress: instance.Endpoint?.Address ?? '',
      node: {
        kind: 'database',
        id: instance.DBInstanceIdentifier ?? '',
        name: instance.ReadReplicaSourceDBInstanceIdentifier === undefined ? 'db' : 'db-replica',
        places: subnetsOf(instance).map((subnetId) => ({
          subnetId,
          securityGroupIds: (instance.VpcSecurityGroups ?? []).map(
            ({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? '',
          ),
          publicAddress: instance.PubliclyAccessible === true,
        })),
        // AWS gives the port of the instance as 0 where it is the endpoint's; the twin's endpoint has a port of this machine.
        listensOn: [instance.DbInstancePort || instance.Endpoint?.Port || 0],
      },
    }));
}

/** One zone, or every zone of the subnet group where a standby may take over. */
function subnetsOf({ MultiAZ, AvailabilityZone, DBSubnetGroup }: DBInstance): readonly string[] {
  return (DBSubnetGroup?.Subnets ?? [])
    .filter(({ SubnetAvailabilityZone }) => MultiAZ === true || SubnetAvailabilityZone?.Name === AvailabilityZone)
    .flatMap(({ SubnetIdentifier }) => SubnetIdentifier ?? []);
}

/** Reads where Glue's workers stand: in the subnet of each of its connections. */
export async function readGlueConnections(
  glue: GlueClient,
  subnetIds: readonly string[],
): Promise<readonly DataNode[]> {
  const { ConnectionList = [] } = await glue.send(new GetConnectionsCommand({ HidePassword: true }));
  return ConnectionList.flatMap(({ Name = '', PhysicalConnectionRequirements }) => {
    const subnetId = PhysicalConnectionRequirements?.SubnetId;
    if (subnetId === undefined || !subnetIds.includes(subnetId)) return [];
    const place = {
      subnetId,
      securityGroupIds: PhysicalConnectionRequirements?.SecurityGroupIdList ?? [],
      publicAddress: false,
    };
    return [{ kind: 'job' as const, id: Name, name: 'glue', places: [place], listensOn: [] }];
  });
}
