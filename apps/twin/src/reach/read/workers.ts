import { BatchGetProjectsCommand, type CodeBuildClient, paginateListProjects } from '@aws-sdk/client-codebuild';
import {
  type DatabaseMigrationServiceClient,
  paginateDescribeReplicationInstances,
  paginateDescribeReplicationSubnetGroups,
  type ReplicationInstance,
  type ReplicationSubnetGroup,
} from '@aws-sdk/client-database-migration-service';
import type { Place } from '../model';
import { all } from './clients';
import type { DataNode } from './data-nodes';

/** Reads where builds run: projects that stand alike are one node, `builds`. */
export async function readBuilds(client: CodeBuildClient, vpcId: string): Promise<readonly DataNode[]> {
  const names = await all(paginateListProjects({ client }, {}), (page) => page.projects);
  if (names.length === 0) return [];
  const { projects = [] } = await client.send(new BatchGetProjectsCommand({ names }));
  const standings = projects
    .filter(({ vpcConfig }) => vpcConfig?.vpcId === vpcId)
    .map(({ name = '', vpcConfig }) => ({
      name,
      places: (vpcConfig?.subnets ?? []).map((subnetId) => placeOf(subnetId, vpcConfig?.securityGroupIds, false)),
    }));
  const alike = new Map(standings.map(({ name, places }) => [JSON.stringify(places), { name, places }]));
  return [...alike.values()].map(({ name, places }) => worker('builds', name, places));
}

/** Reads where DMS's replication instances stand, and those of their subnets where a standby may take over. */
export async function readReplications(
  client: DatabaseMigrationServiceClient,
  subnetIds: readonly string[],
): Promise<readonly DataNode[]> {
  const [instances, groups] = await Promise.all([
    all(paginateDescribeReplicationInstances({ client }, {}), (page) => page.ReplicationInstances),
    all(paginateDescribeReplicationSubnetGroups({ client }, {}), (page) => page.ReplicationSubnetGroups),
  ]);
  return instances
    .map((instance) => {
      const places = subnetsOf(instance, groups).map((subnetId) =>
        placeOf(
          subnetId,
          (instance.VpcSecurityGroups ?? []).flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []),
          instance.PubliclyAccessible === true,
        ),
      );
      return worker('replication', instance.ReplicationInstanceIdentifier ?? '', places);
    })
    .filter(({ places }) => places.some(({ subnetId }) => subnetIds.includes(subnetId)));
}

function subnetsOf(instance: ReplicationInstance, groups: readonly ReplicationSubnetGroup[]): readonly string[] {
  const id = instance.ReplicationSubnetGroup?.ReplicationSubnetGroupIdentifier;
  const group = groups.find(({ ReplicationSubnetGroupIdentifier }) => ReplicationSubnetGroupIdentifier === id);
  return (group?.Subnets ?? [])
    .filter(
      ({ SubnetAvailabilityZone }) =>
        instance.MultiAZ === true || SubnetAvailabilityZone?.Name === instance.AvailabilityZone,
    )
    .flatMap(({ SubnetIdentifier }) => SubnetIdentifier ?? []);
}

function placeOf(subnetId: string, securityGroupIds: readonly string[] = [], publicAddress: boolean): Place {
  return { subnetId, securityGroupIds: [...securityGroupIds].sort(), publicAddress };
}

function worker(name: string, id: string, places: readonly Place[]): DataNode {
  return { kind: 'job', id, name, places, listensOn: [] };
}
