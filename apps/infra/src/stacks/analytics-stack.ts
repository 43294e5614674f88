import { Analytics, type AnalyticsOutputs, type AnalyticsProps } from '@mall/analytics';
import { MallStack } from '@mall/foundation';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

/** The questions that marketing asks. */
export class AnalyticsStack extends MallStack {
  public readonly outputs: AnalyticsOutputs;

  constructor(scope: Construct, id: string, props: AnalyticsProps) {
    super(scope, id, { environment: props.environment, tier: 'analytics' });
    this.outputs = new Analytics(this, 'Analytics', props).outputs;
    defineOperatorOutputs(this, {
      workgroup: this.outputs.workgroup,
      quarantine_workgroup: this.outputs.quarantineWorkgroup,
      analysis_runner: this.outputs.analysisRunner,
    });
  }
}
