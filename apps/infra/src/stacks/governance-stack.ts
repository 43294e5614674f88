import { MallStack } from '@mall/foundation';
import { Governance, type GovernanceOutputs, type GovernanceProps } from '@mall/governance';
import type { Construct } from 'constructs';

/** What watches over the account, and the groups of people. */
export class GovernanceStack extends MallStack {
  public readonly outputs: GovernanceOutputs;

  constructor(scope: Construct, id: string, props: GovernanceProps) {
    super(scope, id, { environment: props.environment, tier: 'governance' });
    this.outputs = new Governance(this, 'Governance', props).outputs;
  }
}
