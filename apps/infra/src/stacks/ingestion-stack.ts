import { MallStack } from '@mall/foundation';
import { Ingestion, type IngestionOutputs, type IngestionProps } from '@mall/ingestion';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

/** How workbooks and clicks come in. */
export class IngestionStack extends MallStack {
  public readonly outputs: IngestionOutputs;

  constructor(scope: Construct, id: string, props: IngestionProps) {
    super(scope, id, { environment: props.environment, tier: 'ingestion' });
    this.outputs = new Ingestion(this, 'Ingestion', props).outputs;
    defineOperatorOutputs(this, {
      click_stream: this.outputs.clickStream,
      rejected_click_stream: this.outputs.rejectedClickStream,
      click_key_secret_arn: this.outputs.clickKeySecretArn,
      survey_parser: this.outputs.surveyParser,
    });
  }
}
