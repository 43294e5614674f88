import type { Ended, ThrowAwayClone } from '../src/throw-away';

/** Begins the subjects of the repository's jobs, as the environment table has it. */
const repositorySubject = 'repo:example-mall/mall-platform';

const bootstrapRole = (role: string) => `arn:aws:iam::111122223333:role/mall-dev-bootstrap-${role}`;

interface Taken {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
  };
}

/** A command of the AWS command line, as whoever the clone acts as. */
export function aws(clone: ThrowAwayClone, ...args: readonly string[]): Promise<Ended> {
  return clone.run('.cache/python/bin/aws', args);
}

/**
 * From now on the clone acts as a role of dev's bootstrap, which it takes as a job does: by the code host's token for what
 * the job runs for (`pull_request`, `ref:refs/heads/main`, `environment:dev`).
 *
 * @throws Error when the role is not for such a job.
 */
export async function actAs(
  clone: ThrowAwayClone,
  role: 'plan' | 'hand-over' | 'apply',
  subject: string,
): Promise<void> {
  const response = await fetch(`${clone.environment.AWS_ENDPOINT_URL}/_twin/identity-token`, {
    method: 'POST',
    body: JSON.stringify({
      issuer: 'https://token.actions.githubusercontent.com',
      subject: `${repositorySubject}:${subject}`,
      audience: 'sts.amazonaws.com',
      seconds: 300,
    }),
  });
  const { token } = (await response.json()) as { token: string };
  const { exitCode, stdout, stderr } = await aws(
    clone,
    ...['sts', 'assume-role-with-web-identity', '--role-arn', bootstrapRole(role), '--role-session-name', 'job'],
    ...['--web-identity-token', token, '--output', 'json'],
  );
  if (exitCode !== 0) throw new Error(stderr);
  const { Credentials } = JSON.parse(stdout) as Taken;
  clone.environment.AWS_ACCESS_KEY_ID = Credentials.AccessKeyId;
  clone.environment.AWS_SECRET_ACCESS_KEY = Credentials.SecretAccessKey;
  clone.environment.AWS_SESSION_TOKEN = Credentials.SessionToken;
}
