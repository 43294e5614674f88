import { Database, type DatabaseOutputs, type DatabaseProps } from '@mall/database';
import { MallStack } from '@mall/foundation';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

/** The shop's database and the secrets of its users. */
export class DatabaseStack extends MallStack {
  public readonly outputs: DatabaseOutputs;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id, { environment: props.environment, tier: 'database', dataClass: 'personal' });
    this.outputs = new Database(this, 'Database', props).outputs;
    defineOperatorOutputs(this, {
      endpoint_address: this.outputs.endpointAddress,
      endpoint_port: this.outputs.endpointPort,
      database_name: this.outputs.databaseName,
      master_secret_arn: this.outputs.masterSecretArn,
      analytics_secret_arn: this.outputs.analyticsSecretArn,
    });
  }
}
