import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsResponse,
  paginateListHostedZones,
  type ResourceRecordSet,
  type RRType,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { all } from './clients';

/** Where a name of Route 53 leads: the host name of a load balancer or a database. */
export interface DomainName {
  readonly name: string;
  readonly leadsTo: string;
}

/** Reads every name that leads to another host: aliases and canonical names of all zones. */
export async function readDomainNames(client: Route53Client): Promise<readonly DomainName[]> {
  const zones = await all(paginateListHostedZones({ client }, {}), (page) => page.HostedZones);
  const records = await Promise.all(zones.map(({ Id = '' }) => recordsOf(client, Id)));
  return records.flat().flatMap((record) => {
    const leadsTo = hostOf(record);
    return leadsTo === undefined ? [] : [{ name: plain(record.Name), leadsTo }];
  });
}

async function recordsOf(client: Route53Client, zoneId: string): Promise<readonly ResourceRecordSet[]> {
  const records: ResourceRecordSet[] = [];
  let next: { readonly StartRecordName?: string; readonly StartRecordType?: RRType } | undefined = {};
  while (next !== undefined) {
    const page: ListResourceRecordSetsResponse = await client.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, ...next }),
    );
    records.push(...(page.ResourceRecordSets ?? []));
    const { IsTruncated, NextRecordName, NextRecordType } = page;
    next =
      IsTruncated === true && NextRecordName !== undefined && NextRecordType !== undefined
        ? { StartRecordName: NextRecordName, StartRecordType: NextRecordType }
        : undefined;
  }
  return records;
}

function hostOf({ Type, AliasTarget, ResourceRecords }: ResourceRecordSet): string | undefined {
  if (AliasTarget !== undefined) return plain(AliasTarget.DNSName);
  return Type === 'CNAME' ? plain(ResourceRecords?.[0]?.Value) : undefined;
}

/** Lower case, without the last dot and the prefix that consoles put before load balancers. */
function plain(name = ''): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^dualstack\./, '');
}
