import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';

const secretSchema = z.object({ username: z.string().min(1), password: z.string().min(1) });

/** A database user. */
export type Credentials = z.infer<typeof secretSchema>;

/** The secret is not the JSON object `{"username": …, "password": …}`. Its content is in no message. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

/** Reads a database user from Secrets Manager. @throws CredentialsError, or what the service answers */
export async function readCredentials(
  client: Pick<SecretsManagerClient, 'send'>,
  secretArn: string,
): Promise<Credentials> {
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  const parsed = secretSchema.safeParse(jsonOf(SecretString));
  if (!parsed.success) throw new CredentialsError('the secret must hold JSON with username and password');
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
