import { MallStack } from '@mall/foundation';
import { Network, type NetworkOutputs, type NetworkProps } from '@mall/network';
import type { Construct } from 'constructs';

/** The network and every road in it. */
export class NetworkStack extends MallStack {
  public readonly outputs: NetworkOutputs;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id, { environment: props.environment, tier: 'network' });
    this.outputs = new Network(this, 'Network', props).outputs;
  }
}
