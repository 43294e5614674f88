import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';

export interface DatabaseNameProps {
  readonly privateZoneId: string;
  readonly domainName: string;
  readonly endpointAddress: string;
}

/** Seconds that a resolver may keep the answer: RDS itself moves its endpoint within this time when the standby takes over. */
const TTL_SECONDS = 60;

/**
 * `db.<domain>` inside the network: for people and tools. The database's certificate names the RDS endpoint and no name of
 * ours, so a client that checks the server's identity (`VERIFY_IDENTITY`), as applications do, connects by the endpoint.
 */
export class DatabaseName extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseNameProps) {
    super(scope, id);
    new Route53Record(this, 'Name', {
      zoneId: props.privateZoneId,
      name: `db.${props.domainName}`,
      type: 'CNAME',
      ttl: TTL_SECONDS,
      records: [props.endpointAddress],
    });
  }
}
