import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { type Deletion, recoveryWindowDays, skipCheck } from '@mall/foundation';
import { Construct } from 'constructs';

export interface WebhookSecretProps {
  /** Physical name, from `nameOf`. */
  readonly name: string;
  readonly kmsKeyArn: string;
  readonly deletion: Deletion;
}

export interface WebhookSecretOutputs {
  readonly arn: string;
}

/**
 * The place for the address of Slack's incoming webhook, without a value: Slack makes it, a person puts it here
 * (`aws secretsmanager put-secret-value`), and it is in no code and no state.
 */
export class WebhookSecret extends Construct {
  public readonly outputs: WebhookSecretOutputs;

  constructor(scope: Construct, id: string, props: WebhookSecretProps) {
    super(scope, id);
    const { name, kmsKeyArn, deletion } = props;
    const secret = new SecretsmanagerSecret(this, 'Secret', {
      name,
      description: "Address of Slack's incoming webhook, put here by a person and read by the notifier",
      kmsKeyId: kmsKeyArn,
      recoveryWindowInDays: recoveryWindowDays(deletion),
    });
    skipCheck(secret, 'CKV2_AWS_57', 'Slack makes the address: nothing in AWS could rotate it');
    this.outputs = { arn: secret.arn };
  }
}
