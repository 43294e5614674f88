/** An access key, or a session, as IAM and STS give them. */
export interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken?: string;
}

/** The environment variables by which programs sign with the credentials. */
export function environmentOf({ AccessKeyId, SecretAccessKey, SessionToken }: Credentials): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: AccessKeyId,
    AWS_SECRET_ACCESS_KEY: SecretAccessKey,
    ...(SessionToken === undefined ? {} : { AWS_SESSION_TOKEN: SessionToken }),
  };
}

/** Lines that give a shell these environment variables, and take the session away that it may have had before. */
export function shellLines(environment: Readonly<Record<string, string>>): string {
  const exported = Object.entries(environment).map(([name, value]) => `export ${name}=${value}`);
  return ['unset AWS_SESSION_TOKEN', ...exported].map((line) => `${line}\n`).join('');
}
