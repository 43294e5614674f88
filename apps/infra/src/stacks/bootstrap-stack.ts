import { Bootstrap, type BootstrapProps } from '@mall/bootstrap';
import { MallStack } from '@mall/foundation';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

/** What must be there before the first plan. */
export class BootstrapStack extends MallStack {
  constructor(scope: Construct, id: string, props: BootstrapProps) {
    super(scope, id, { environment: props.environment, tier: 'bootstrap' });
    const { planRoleArn, handOverRoleArn, applyRoleArn, stateBucket } = new Bootstrap(this, 'Bootstrap', props).outputs;
    defineOperatorOutputs(this, {
      plan_role_arn: planRoleArn,
      hand_over_role_arn: handOverRoleArn,
      apply_role_arn: applyRoleArn,
      state_bucket: stateBucket.name,
    });
  }
}
