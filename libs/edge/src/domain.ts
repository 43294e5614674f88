import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { type Deletion, type EnvironmentSettings, skipCheck } from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import { Construct } from 'constructs';
import { Certificate } from './certificate';
import { type Dnssec, ZoneSigning } from './dnssec';
import { requireDomainName } from './domain-name';

export interface DomainProps {
  readonly environment: EnvironmentSettings;
  /** The domain of the environment, for example `mall.example.com`: lower case, no dot at the end. */
  readonly domainName: string;
  /** The network inside which the private zone answers. */
  readonly network: Pick<NetworkOutputs, 'vpcId'>;
  /** Whether answers of the public zone are signed (DNSSEC). */
  readonly dnssec: Dnssec;
  /** What `terraform destroy` does to the public zone: a new one has other name servers, which its parent must learn. */
  readonly deletion: Deletion;
}

export interface DomainOutputs {
  readonly domainName: string;
  /** Zone that the internet asks. */
  readonly publicZoneId: string;
  /** Zone of the same name that the network asks instead: a name that only the public zone knows does not exist there. */
  readonly privateZoneId: string;
  /** Issued certificate for the domain and every name one level below it. */
  readonly certificateArn: string;
  /** What the parent's NS record must hold before the certificate can be issued. */
  readonly nameServers: readonly string[];
  /** What the parent's DS record must hold before resolvers check the signatures; absent while answers are unsigned. */
  readonly dsRecord?: string;
}

/** The only authority that may issue certificates for the domain (AWS Certificate Manager: CAA records). */
const certificateAuthority = 'amazon.com';

/** A domain in two views, public and private, and a certificate that serves both. */
export class Domain extends Construct {
  public readonly outputs: DomainOutputs;

  constructor(scope: Construct, id: string, props: DomainProps) {
    super(scope, id);
    const { environment, domainName, network, dnssec, deletion } = props;
    requireDomainName(this, 'domainName', domainName);

    const publicZone = new Route53Zone(this, 'Public', {
      name: domainName,
      comment: 'Names that the internet sees',
      ...(deletion.mode === 'protected' ? { lifecycle: { preventDestroy: true } } : {}),
    });
    skipCheck(
      publicZone,
      'CKV2_AWS_39',
      'the load balancer and the web firewall write down every request that follows a question',
    );
    if (dnssec.mode === 'unsigned') skipCheck(publicZone, 'CKV2_AWS_38', dnssec.reason);
    // ACM cannot validate a zone that only the network sees: the private names are proven by the public zone.
    const privateZone = new Route53Zone(this, 'Private', {
      name: domainName,
      comment: 'Names that only the network sees',
      vpc: [{ vpcId: network.vpcId, vpcRegion: environment.region }],
    });
    new Route53Record(this, 'CertificateAuthority', {
      zoneId: publicZone.zoneId,
      name: domainName,
      type: 'CAA',
      ttl: 3600,
      records: ['issue', 'issuewild'].map((tag) => `0 ${tag} "${certificateAuthority}"`),
    });
    this.outputs = {
      domainName,
      publicZoneId: publicZone.zoneId,
      privateZoneId: privateZone.zoneId,
      certificateArn: new Certificate(this, 'Tls', { domainName, publicZoneId: publicZone.zoneId }).outputs
        .certificateArn,
      nameServers: publicZone.nameServers,
      ...(dnssec.mode === 'signed'
        ? new ZoneSigning(this, 'Signing', { environment, zoneId: publicZone.zoneId, keyProvider: dnssec.keyProvider })
            .outputs
        : {}),
    };
  }
}
