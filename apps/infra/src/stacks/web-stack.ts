import type { DomainOutputs } from '@mall/edge';
import { MallStack } from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import { Server, type ServerOutputs, type ServerProps } from '@mall/server';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

export interface WebStackProps extends Pick<
  ServerProps,
  'environment' | 'instanceType' | 'capacity' | 'schedules' | 'clicks' | 'bootScripts' | 'deletion'
> {
  readonly network: Pick<NetworkOutputs, 'vpcId' | 'publicSubnetIds' | 'webSubnetIds'>;
  readonly domain: Pick<DomainOutputs, 'domainName' | 'publicZoneId' | 'certificateArn'>;
  readonly was: Pick<ServerOutputs, 'domainName' | 'loadBalancerSecurityGroupId'>;
}

/** The servers that shoppers see. */
export class WebStack extends MallStack {
  public readonly outputs: ServerOutputs;

  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, { environment: props.environment, tier: 'web' });
    const { network, domain, was, ...server } = props;
    this.outputs = new Server(this, 'Server', {
      ...server,
      role: 'web',
      exposure: 'public',
      port: 80,
      network: {
        vpcId: network.vpcId,
        loadBalancerSubnetIds: network.publicSubnetIds,
        instanceSubnetIds: network.webSubnetIds,
      },
      names: {
        zoneId: domain.publicZoneId,
        hosts: [domain.domainName, `www.${domain.domainName}`],
        certificateArn: domain.certificateArn,
      },
      calls: [{ name: 'was', securityGroupId: was.loadBalancerSecurityGroupId, port: 443 }],
      settings: { WAS_URL: `https://${was.domainName}` },
    }).outputs;
    defineOperatorOutputs(this, { web_host: this.outputs.domainName, web_log_group: this.outputs.logGroupName });
  }
}
