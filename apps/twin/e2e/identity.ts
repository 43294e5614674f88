import path from 'node:path';
import { runningTwin } from '../src/emulator';
import { takeAsJob } from '../src/job';
import { environmentOf } from '../src/shell';
import { aws, awsAs } from './cli';
import { newFolder } from './twin';

const apply = 'mall-dev-bootstrap-apply';
const plan = 'mall-dev-bootstrap-plan';
const result = ['--bucket', 'mall-dev-results-111122223333-ap-northeast-1', '--key', 'analyses/run.json'];
const laidPlan = ['--bucket', 'mall-dev-state-111122223333-ap-northeast-1', '--key', 'plans/release.json'];

/** Who nobody is, and who a job of the repository is, by the AWS command line. To be called after a run on dev. */
export function describeIdentity(): void {
  describe('who asks', () => {
    const named = (role: string) => `arn:aws:sts::111122223333:assumed-role/${role}/job`;
    const download = () => ['s3api', 'get-object', ...result, path.join(newFolder(), 'run.json')];

    it('is nobody who does not sign, and reads nothing', () => {
      expect(() => aws(runningTwin(), ...download(), '--no-sign-request')).toThrow(
        '(AccessDenied) when calling the GetObject operation: Access Denied',
      );
    });

    it('is nobody who signs by another secret than that of the key', () => {
      const guessed = { AWS_SECRET_ACCESS_KEY: 'guessed' };
      expect(() => awsAs(runningTwin(), guessed, ...download())).toThrow(
        '(SignatureDoesNotMatch) when calling the GetObject operation: The request signature we calculated does not match',
      );
    });

    it('is the apply role in a job that the environment has let through, within its boundary', async () => {
      const { arn, credentials } = await takeAsJob(runningTwin(), 'apply', 'environment:dev');
      expect(arn).toBe(named(apply));
      const wayOut = ['iam', 'delete-role-permissions-boundary', '--role-name', apply];
      expect(() => awsAs(runningTwin(), environmentOf(credentials), ...wayOut)).toThrow(
        `${arn} is not authorized to perform: iam:DeleteRolePermissionsBoundary on resource: arn:aws:iam::111122223333:role/${apply} with an explicit deny in a permissions boundary`,
      );
    });

    it('is not the apply role in a job of a pull request', async () => {
      await expect(takeAsJob(runningTwin(), 'apply', 'pull_request')).rejects.toThrow(
        `${apply} is not for a job of 'pull_request': Not authorized to perform sts:AssumeRoleWithWebIdentity`,
      );
    });

    describe('in a job of a pull request, is the plan role, which', () => {
      let signed: Record<string, string>;

      beforeAll(async () => {
        const { arn, credentials } = await takeAsJob(runningTwin(), 'plan', 'pull_request');
        expect(arn).toBe(named(plan));
        signed = environmentOf(credentials);
      });

      it('reads no object of the mall', () => {
        expect(() => awsAs(runningTwin(), signed, ...download())).toThrow(
          /bootstrap-plan\/job is not authorized to perform: s3:GetObject on resource: \S+\/analyses\/run\.json with an explicit deny in an identity-based policy/,
        );
      });

      it('lays no plan for an apply', () => {
        expect(() => awsAs(runningTwin(), signed, 's3api', 'put-object', ...laidPlan)).toThrow(
          /bootstrap-plan\/job is not authorized to perform: s3:PutObject on resource: \S+\/plans\/release\.json because no identity-based policy allows/,
        );
      });
    });
  });
}
