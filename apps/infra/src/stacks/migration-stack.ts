import { MallStack } from '@mall/foundation';
import { Migration, type MigrationOutputs, type MigrationProps } from '@mall/migration';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

/** The road from the two-tier system and back; destroyed as a whole when that system is switched off. */
export class MigrationStack extends MallStack {
  public readonly outputs: MigrationOutputs;

  constructor(scope: Construct, id: string, props: MigrationProps) {
    super(scope, id, { environment: props.environment, tier: 'migration', dataClass: 'personal' });
    this.outputs = new Migration(this, 'Migration', props).outputs;
    defineOperatorOutputs(this, {
      replication_instance_arn: this.outputs.replicationInstanceArn,
      forward_task_arn: this.outputs.forwardTaskArn,
      back_task_arn: this.outputs.backTaskArn,
      user_secret_arn: this.outputs.userSecretArn,
    });
  }
}
