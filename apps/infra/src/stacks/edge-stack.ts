import { WebFirewall, type WebFirewallOutputs, type WebFirewallProps } from '@mall/edge';
import { MallStack } from '@mall/foundation';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

/** What the internet meets before the first server. */
export class EdgeStack extends MallStack {
  public readonly outputs: WebFirewallOutputs;

  constructor(scope: Construct, id: string, props: WebFirewallProps) {
    super(scope, id, { environment: props.environment, tier: 'edge' });
    this.outputs = new WebFirewall(this, 'WebFirewall', props).outputs;
    defineOperatorOutputs(this, {
      web_acl: this.outputs.webAclName,
      web_acl_arn: this.outputs.webAclArn,
      firewall_log: this.outputs.logGroupName,
    });
  }
}
