import { control } from '../src/emulator';
import type { TwinRecord } from '../src/record';
import { aws, type Credentials, environmentOf } from './cli';

interface Document {
  readonly Statement: readonly { readonly Sid: string }[];
}

/** Begins the subjects of the repository's jobs, as the environment table has it. */
const repositorySubject = 'repo:example-mall/mall-platform';

const policy = ['--policy-name', 'grants'];

/** Works while a role lacks one statement of its grants, taken with the AWS command line as an operator would. */
export async function without<T>(
  record: TwinRecord,
  role: string,
  sid: string,
  work: () => T | Promise<T>,
): Promise<T> {
  const named = ['--role-name', role, ...policy];
  const { PolicyDocument: whole } = aws<{ PolicyDocument: Document }>(record, 'iam', 'get-role-policy', ...named);
  const put = (document: Document) => {
    aws(record, 'iam', 'put-role-policy', ...named, '--policy-document', JSON.stringify(document));
  };
  const Statement = whole.Statement.filter((statement) => statement.Sid !== sid);
  if (Statement.length === whole.Statement.length) throw new Error(`role ${role} has no statement ${sid}`);
  put({ ...whole, Statement });
  try {
    return await work();
  } finally {
    put(whole);
  }
}

/**
 * Takes a role with the token that a job of the repository gets, given what lets the job run: who it is then, and how it
 * signs.
 * @throws Error with what STS said when it may not.
 */
export async function takeAsJob(
  record: TwinRecord,
  role: string,
  subject: string,
): Promise<{ readonly arn: string; readonly signed: Record<string, string> }> {
  const { token } = await control<{ token: string }>(record, 'POST', 'identity-token', {
    issuer: 'https://token.actions.githubusercontent.com',
    subject: `${repositorySubject}:${subject}`,
    audience: 'sts.amazonaws.com',
    seconds: 300,
  });
  const taken = aws<{ AssumedRoleUser: { Arn: string }; Credentials: Credentials }>(
    record,
    ...['sts', 'assume-role-with-web-identity', '--role-session-name', 'job', '--web-identity-token', token],
    ...['--role-arn', `arn:aws:iam::${record.account}:role/${role}`],
  );
  return { arn: taken.AssumedRoleUser.Arn, signed: environmentOf(taken.Credentials) };
}
