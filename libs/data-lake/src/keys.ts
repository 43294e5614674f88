import { arnOf, EncryptionKey, type EnvironmentSettings, nameOf, type PolicyStatement } from '@mall/foundation';
import { Construct } from 'constructs';

export interface LakeKeysProps {
  readonly environment: EnvironmentSettings;
}

export interface LakeKeysOutputs {
  readonly landingArn: string;
  readonly quarantineArn: string;
  readonly errorsArn: string;
  readonly pseudonymousArn: string;
  readonly internalArn: string;
}

/** A key per data class; what is personal has a key per place, so that no role opens two by accident. */
export class LakeKeys extends Construct {
  public readonly outputs: LakeKeysOutputs;

  constructor(scope: Construct, id: string, props: LakeKeysProps) {
    super(scope, id);
    const { environment } = props;
    const key = (
      name: string,
      dataClass: 'personal' | 'pseudonymous' | 'internal',
      description: string,
      serviceStatements: readonly PolicyStatement[] = [],
    ): string =>
      new EncryptionKey(this, name, {
        environment,
        name: nameOf(environment, 'data-lake', name.toLowerCase()),
        description,
        dataClass,
        serviceStatements,
      }).outputs.arn;
    this.outputs = {
      landingArn: key('Landing', 'personal', 'Survey workbooks as they came'),
      quarantineArn: key('Quarantine', 'personal', 'Rows that broke a rule'),
      errorsArn: key('Errors', 'personal', 'Lines that are no click, as they came'),
      pseudonymousArn: key('Pseudonymous', 'pseudonymous', 'Raw and curated data under keyed pseudonyms'),
      internalArn: key('Internal', 'internal', 'Results, artifacts and logs', [logsUse(environment)]),
    };
  }
}

/** CloudWatch Logs encrypts this account's groups of AWS services with the key. */
function logsUse(environment: EnvironmentSettings): PolicyStatement {
  return {
    sid: 'CloudWatchLogs',
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    principals: { Service: [`logs.${environment.region}.amazonaws.com`] },
    conditions: {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arnOf(environment, 'logs', 'log-group:/aws*') },
    },
  };
}
