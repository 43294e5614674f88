import { AthenaClient } from '@aws-sdk/client-athena';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { GlueClient } from '@aws-sdk/client-glue';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientEnvironment } from './emulator';
import { TwinError } from './errors';
import type { TwinRecord } from './record';

/** AWS clients that talk to one twin as its administrator. */
export interface TwinClients {
  readonly s3: S3Client;
  readonly glue: GlueClient;
  readonly athena: AthenaClient;
  readonly firehose: FirehoseClient;
  readonly secrets: SecretsManagerClient;
}

/** What every client is made with. Nothing of the process environment reaches them. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Settings of clients that talk to one twin. */
export function clientSettings(record: TwinRecord): ClientSettings {
  const environment = clientEnvironment(record);
  return {
    endpoint: environment.AWS_ENDPOINT_URL ?? '',
    region: record.region,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  };
}

/** Makes the clients. */
export function clientsOf(record: TwinRecord): TwinClients {
  const settings = clientSettings(record);
  return {
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    glue: new GlueClient(settings),
    athena: new AthenaClient(settings),
    firehose: new FirehoseClient(settings),
    secrets: new SecretsManagerClient(settings),
  };
}

/** All keys below a prefix. */
export async function listKeys(s3: S3Client, bucket: string, prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return keys;
}

/** The text of a secret. */
export async function readSecret(secrets: SecretsManagerClient, arn: string): Promise<string> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: arn }));
  if (SecretString === undefined) throw new TwinError(`the secret ${arn} holds no text`);
  return SecretString;
}
