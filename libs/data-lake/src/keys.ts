import {
  EncryptionKey,
  type EnvironmentSettings,
  logGroupsUseKey,
  nameOf,
  type PolicyStatement,
} from '@mall/foundation';
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
      internalArn: key('Internal', 'internal', 'Results, artifacts and logs', [
        logGroupsUseKey(environment, logGroups(environment)),
      ]),
    };
  }
}

/** Groups of this environment's functions and streams; Glue names its own after the job's security configuration. */
function logGroups(environment: EnvironmentSettings): readonly string[] {
  const own = `mall-${environment.name}-*`;
  return [`/aws/lambda/${own}`, `/aws/kinesisfirehose/${own}`, '/aws-glue/*'];
}
