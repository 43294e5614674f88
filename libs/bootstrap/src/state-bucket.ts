import {
  type BucketAccess,
  type Deletion,
  EncryptionKey,
  type EnvironmentSettings,
  nameOf,
  PrivateBucket,
} from '@mall/foundation';
import { Construct } from 'constructs';

export interface StateBucketProps {
  readonly environment: EnvironmentSettings;
  readonly deletion: Deletion;
}

export interface StateBucketOutputs {
  readonly bucket: BucketAccess;
}

/** Days that older states can be brought back. */
const OLDER_STATES_DAYS = 365;

/** Days that saved plans wait for their apply. A plan whose state has moved on is refused long before. */
const PLANS_DAYS = 14;

/** Where Terraform keeps what it knows, and where reviewed plans wait for their apply below `plans/`. */
export class StateBucket extends Construct {
  public readonly outputs: StateBucketOutputs;

  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const { environment, deletion } = props;
    const key = new EncryptionKey(this, 'Key', {
      environment,
      name: nameOf(environment, 'bootstrap', 'state'),
      description: 'State of Terraform and saved plans',
      dataClass: 'internal',
    }).outputs;
    const bucket = new PrivateBucket(this, 'State', {
      environment,
      role: 'state',
      dataClass: 'internal',
      encryption: { kind: 'kms', keyArn: key.arn },
      deletion,
      logging: { mode: 'none', reason: 'used by the pipeline’s roles only, each of whose calls the trail writes down' },
      noncurrentDays: OLDER_STATES_DAYS,
      lifecycle: [{ name: 'plans', prefix: 'plans/', expireAfterDays: PLANS_DAYS }],
    }).outputs;
    this.outputs = { bucket: { role: 'state', name: bucket.name, keyArn: key.arn } };
  }
}
