import { Domain, type DomainOutputs, type DomainProps } from '@mall/edge';
import { MallStack } from '@mall/foundation';
import type { Construct } from 'constructs';
import { Fn } from 'cdktf';
import { defineOperatorOutputs } from '../operator-outputs';

/** The names of the mall and the certificate that proves them. */
export class DomainStack extends MallStack {
  public readonly outputs: DomainOutputs;

  constructor(scope: Construct, id: string, props: DomainProps) {
    super(scope, id, { environment: props.environment, tier: 'domain', dataClass: 'public' });
    this.outputs = new Domain(this, 'Domain', props).outputs;
    defineOperatorOutputs(this, { name_servers: Fn.join(' ', [...this.outputs.nameServers]) });
  }
}
