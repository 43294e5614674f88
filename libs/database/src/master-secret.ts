import { type Deletion, type EnvironmentSettings, GeneratedSecret, nameOf } from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import { Construct } from 'constructs';
import { masterUsername, type OwnRotation, rotationOf } from './credentials';
import { PasswordRotation } from './password-rotation';

export interface MasterSecretProps {
  readonly environment: EnvironmentSettings;
  readonly network: Pick<NetworkOutputs, 'vpcId' | 'databaseSubnetIds'>;
  readonly credentials: OwnRotation;
  /** The password that the new instance was told. */
  readonly password: string;
  readonly instance: { readonly identifier: string; readonly address: string; readonly port: number };
  readonly databaseSecurityGroupId: string;
  readonly secretsKeyArn: string;
  readonly deletion: Deletion;
}

export interface MasterSecretOutputs {
  readonly arn: string;
}

/**
 * The master user's secret where RDS does not keep it, and its rotation. It is written after the instance stands: an instance that
 * failed leaves no secret behind whose password nobody has.
 */
export class MasterSecret extends Construct {
  public readonly outputs: MasterSecretOutputs;

  constructor(scope: Construct, id: string, props: MasterSecretProps) {
    super(scope, id);
    const { environment, network, instance, databaseSecurityGroupId, secretsKeyArn, deletion } = props;
    const { rotationDays, applicationVersion } = rotationOf(scope, props.credentials);
    const secret = new GeneratedSecret(this, 'Secret', {
      name: nameOf(environment, 'database', 'master'),
      description: "The database's master user, for people in an emergency and for migrations.",
      // What AWS's rotation function reads to find the database.
      content: {
        kind: 'user',
        username: masterUsername,
        also: {
          engine: 'mysql',
          host: instance.address,
          port: instance.port,
          dbInstanceIdentifier: instance.identifier,
        },
      },
      word: props.password,
      rotation: 'bySchedule',
      kmsKeyArn: secretsKeyArn,
      deletion,
    }).outputs;
    new PasswordRotation(this, 'Rotation', {
      environment,
      network,
      databaseSecurityGroupId,
      secretArn: secret.filledArn,
      secretsKeyArn,
      rotationDays,
      applicationVersion,
    });
    this.outputs = { arn: secret.arn };
  }
}
