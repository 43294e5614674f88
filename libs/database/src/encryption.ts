import { EncryptionKey, type EnvironmentSettings, logGroupsUseKey, nameOf } from '@mall/foundation';
import { Construct } from 'constructs';

export interface DatabaseKeysProps {
  readonly environment: EnvironmentSettings;
  /** Log groups that hold what the database writes. */
  readonly logGroupNames: readonly string[];
}

export interface DatabaseKeysOutputs {
  /** Encrypts the storage, its backups, its logs and its performance data. */
  readonly dataKeyArn: string;
  /** Encrypts the passwords; who reads one needs to decrypt with it and with nothing else of the database. */
  readonly secretsKeyArn: string;
}

/** Two keys, so that a reader of a password is no reader of a snapshot. */
export class DatabaseKeys extends Construct {
  public readonly outputs: DatabaseKeysOutputs;

  constructor(scope: Construct, id: string, props: DatabaseKeysProps) {
    super(scope, id);
    const { environment, logGroupNames } = props;
    const data = new EncryptionKey(this, 'Data', {
      environment,
      name: nameOf(environment, 'database', 'data'),
      description: "The shop's database: storage, backups, logs, performance data.",
      dataClass: 'personal',
      serviceStatements: [logGroupsUseKey(environment, logGroupNames)],
    }).outputs;
    const secrets = new EncryptionKey(this, 'Secrets', {
      environment,
      name: nameOf(environment, 'database', 'secrets'),
      description: "Passwords of the database's users.",
      dataClass: 'internal',
    }).outputs;
    this.outputs = { dataKeyArn: data.arn, secretsKeyArn: secrets.arn };
  }
}
