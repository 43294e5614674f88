import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { DatabaseMigrationServiceClient } from '@aws-sdk/client-database-migration-service';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GlueClient } from '@aws-sdk/client-glue';
import { RDSClient } from '@aws-sdk/client-rds';
import { Route53Client } from '@aws-sdk/client-route-53';
import type { ClientSettings } from '../../clients';

/** The APIs that say what a network is. */
export interface NetworkClients {
  readonly ec2: EC2Client;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly autoScaling: AutoScalingClient;
  readonly rds: RDSClient;
  readonly glue: GlueClient;
  readonly route53: Route53Client;
  readonly builds: CodeBuildClient;
  readonly migration: DatabaseMigrationServiceClient;
}

/** Makes the clients. */
export function networkClients(settings: ClientSettings): NetworkClients {
  return {
    ec2: new EC2Client(settings),
    loadBalancing: new ElasticLoadBalancingV2Client(settings),
    autoScaling: new AutoScalingClient(settings),
    rds: new RDSClient(settings),
    glue: new GlueClient(settings),
    route53: new Route53Client(settings),
    builds: new CodeBuildClient(settings),
    migration: new DatabaseMigrationServiceClient(settings),
  };
}

/** All items of a paged answer. */
export async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}
