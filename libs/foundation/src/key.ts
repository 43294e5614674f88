import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { type PolicyStatement, policyDocument } from './policy';
import { giveReasons } from './reasons';
import type { DataClass, EnvironmentSettings } from './settings';

export interface EncryptionKeyProps {
  readonly environment: EnvironmentSettings;
  /** Alias without the `alias/` prefix, from `nameOf`. */
  readonly name: string;
  /** What the key protects, one sentence. */
  readonly description: string;
  readonly dataClass: DataClass;
  /** Statements for AWS services that use the key for this account; identities get theirs from their roles. @default none */
  readonly serviceStatements?: readonly PolicyStatement[];
}

export interface EncryptionKeyOutputs {
  readonly arn: string;
}

/** A customer managed KMS key, rotated yearly, deleted after 30 days, with an alias. */
export class EncryptionKey extends Construct {
  public readonly outputs: EncryptionKeyOutputs;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { environment, serviceStatements = [] } = props;
    const statements = [accountManagesKey(environment), ...serviceStatements];
    const key = new KmsKey(this, 'Key', {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument(statements),
      tags: { dataClass: props.dataClass },
    });
    giveReasons(key, statements);
    new KmsAlias(this, 'Alias', { name: `alias/${props.name}`, targetKeyId: key.keyId });
    this.outputs = { arn: key.arn };
  }
}

/** A key policy's statement: the account's own identities may do with the key what their policies say. */
export function accountManagesKey({ account }: EnvironmentSettings): PolicyStatement {
  return {
    sid: 'AccountDelegatesToIam',
    actions: ['kms:*'],
    resources: ['*'],
    wildcardReason: 'the account must be able to manage its key; who may use it stands in the policies of the roles',
    principals: { AWS: [`arn:aws:iam::${account}:root`] },
  };
}
