import { MallStack } from '@mall/foundation';
import { Pipeline, type PipelineOutputs, type PipelineProps } from '@mall/pipeline';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

/** The nightly road of tables and surveys. */
export class PipelineStack extends MallStack {
  public readonly outputs: PipelineOutputs;

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id, { environment: props.environment, tier: 'pipeline' });
    this.outputs = new Pipeline(this, 'Pipeline', props).outputs;
    defineOperatorOutputs(this, { workflow: this.outputs.workflow, crawler: this.outputs.crawler });
  }
}
