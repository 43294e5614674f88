import { Delivery, type DeliveryOutputs, type DeliveryProps } from '@mall/delivery';
import { MallStack } from '@mall/foundation';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

/** How applications get from a push onto the running instances. */
export class DeliveryStack extends MallStack {
  public readonly outputs: DeliveryOutputs;

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id, { environment: props.environment, tier: 'delivery' });
    this.outputs = new Delivery(this, 'Delivery', props).outputs;
    const { artifacts, pipelineNames } = this.outputs;
    defineOperatorOutputs(this, {
      delivery_bucket: artifacts.name,
      ...Object.fromEntries(Object.entries(pipelineNames).map(([role, name]) => [`${role}_pipeline`, name])),
    });
  }
}
