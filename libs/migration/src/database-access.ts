import { DmsCertificate } from '@cdktf/provider-aws/lib/dms-certificate';
import { type EnvironmentSettings, nameOf, ServiceRole } from '@mall/foundation';
import { Construct } from 'constructs';

export interface DatabaseAccessProps {
  readonly environment: EnvironmentSettings;
  /** Which side, one word: part of names. */
  readonly side: 'mall' | 'two-tier';
  /** JSON with `username`, `password`, `host` and `port`. */
  readonly secretArn: string;
  /** Key of the secret. */
  readonly secretKeyArn: string;
  /** PEM text of the authority that signed the server's certificate. */
  readonly certificateAuthority: string;
  /** Whether the certificate must carry the host's name beside the authority's signature. */
  readonly checkHostName: boolean;
}

/** What an endpoint needs to reach the database. */
export interface DatabaseAccessOutputs {
  readonly secretArn: string;
  /** Role that reads the secret, and may use its key for that. */
  readonly roleArn: string;
  readonly certificateArn: string;
  readonly sslMode: 'verify-full' | 'verify-ca';
}

/** How DMS reaches one of the two databases: by TLS alone, with a password that stays in its secret. */
export class DatabaseAccess extends Construct {
  public readonly outputs: DatabaseAccessOutputs;

  constructor(scope: Construct, id: string, props: DatabaseAccessProps) {
    super(scope, id);
    const { environment, side, secretArn, secretKeyArn } = props;
    const certificate = new DmsCertificate(this, 'Authority', {
      certificateId: nameOf(environment, 'migration', `${side}-authority`),
      certificatePem: props.certificateAuthority,
    });
    const role = new ServiceRole(this, 'Role', {
      name: nameOf(environment, 'migration', side),
      // DMS reads secrets under its regional name (AWS DMS: using secrets to access endpoints).
      service: `dms.${environment.region}.amazonaws.com`,
      account: environment.account,
      statements: [
        {
          sid: 'ReadPassword',
          actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
          resources: [secretArn],
        },
        {
          sid: 'DecryptPassword',
          actions: ['kms:Decrypt', 'kms:DescribeKey'],
          resources: [secretKeyArn],
          conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${environment.region}.amazonaws.com` } },
        },
      ],
    }).outputs;
    this.outputs = {
      secretArn,
      roleArn: role.arn,
      certificateArn: certificate.certificateArn,
      sslMode: props.checkHostName ? 'verify-full' : 'verify-ca',
    };
  }
}
