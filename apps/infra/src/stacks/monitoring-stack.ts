import { MallStack } from '@mall/foundation';
import { Monitoring, type MonitoringOutputs, type MonitoringProps } from '@mall/monitoring';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

/** What sees that something is wrong, and tells Slack. */
export class MonitoringStack extends MallStack {
  public readonly outputs: MonitoringOutputs;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id, { environment: props.environment, tier: 'monitoring' });
    this.outputs = new Monitoring(this, 'Monitoring', props).outputs;
    defineOperatorOutputs(this, {
      alarm_topic_arn: this.outputs.alarmTopicArn,
      slack_webhook_secret_arn: this.outputs.webhookSecretArn,
      alarm_dashboard: this.outputs.dashboard,
    });
  }
}
