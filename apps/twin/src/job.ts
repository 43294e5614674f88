import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Argument, type Command } from 'commander';
import { clientSettings } from './clients';
import { clientEnvironment, control, runningTwin } from './emulator';
import { TwinError } from './errors';
import type { TwinRecord } from './record';
import { type Credentials, environmentOf, shellLines } from './shell';

/** The roles that jobs of the repository take, as the stack `bootstrap` calls them. */
export const jobRoles = ['plan', 'hand-over', 'apply'] as const;

export type JobRole = (typeof jobRoles)[number];

/** A session of a role that a job took. */
export interface JobSession {
  /** Who it is from now on. */
  readonly arn: string;
  readonly credentials: Credentials;
}

/** Adds the command `as-job`. */
export function addAsJobCommand(program: Command): void {
  program
    .command('as-job')
    .description(
      'what a shell needs to be a job of the repository: eval "$(npm run -s twin -- as-job plan --for pull_request)"; env takes it back',
    )
    .addArgument(new Argument('<role>', 'what the job takes').choices(jobRoles))
    .requiredOption('--for <subject>', 'what lets the job run: pull_request, ref:refs/heads/main, environment:dev')
    .action(async (role: JobRole, { for: subject }: { for: string }) => {
      const record = runningTwin();
      const { credentials } = await takeAsJob(record, role, subject);
      process.stdout.write(shellLines({ ...clientEnvironment(record), ...environmentOf(credentials) }));
    });
}

/**
 * Takes a role as a job does: by the code host's token, whose subject says what lets the job run (`pull_request`,
 * `ref:refs/heads/main`, `environment:dev`).
 *
 * @throws TwinError with what STS said when the role is not for such a job.
 */
export async function takeAsJob(record: TwinRecord, role: JobRole, subject: string): Promise<JobSession> {
  const settings = clientSettings(record);
  const name = `mall-${record.environment}-bootstrap-${role}`;
  const { token } = await control<{ token: string }>(record, 'POST', 'identity-token', {
    issuer: 'https://token.actions.githubusercontent.com',
    subject: `${repositoryOf(await trustOf(new IAMClient(settings), name))}:${subject}`,
    audience: 'sts.amazonaws.com',
    seconds: 300,
  });
  try {
    const { AssumedRoleUser, Credentials: given } = await new STSClient(settings).send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: `arn:aws:iam::${record.account}:role/${name}`,
        RoleSessionName: 'job',
        WebIdentityToken: token,
      }),
    );
    return { arn: AssumedRoleUser?.Arn ?? '', credentials: given as Credentials };
  } catch (error) {
    throw new TwinError(`${name} is not for a job of '${subject}': ${(error as Error).message}`);
  }
}

/** Who may take a role: its trust policy. @throws TwinError when there is no such role. */
async function trustOf(iam: IAMClient, name: string): Promise<string> {
  try {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
    return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
  } catch (error) {
    throw new TwinError(`no role is for jobs before the stack bootstrap is applied: ${(error as Error).message}`);
  }
}

/**
 * What begins the subjects of the repository's jobs, by the trust of a role in them: `repo:owner/name`.
 * @throws TwinError when the role trusts no repository.
 */
export function repositoryOf(trust: string): string {
  const found = /"repo:[^":]+(?=:)/.exec(trust)?.[0].slice(1);
  if (found === undefined) throw new TwinError(`a role of jobs must trust a repository, got ${trust}`);
  return found;
}
