import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Ended, ThrowAwayClone } from '../src/throw-away';
import { actAs, aws } from './job';

/** Scenes of a merge: what its jobs do for one environment, each as its role; by their end dev has a network. */
export function describeMerge(clone: ThrowAwayClone): void {
  const main = 'ref:refs/heads/main';
  const release = path.join(clone.folder, 'dist/release/dev');
  const bucket = 'mall-dev-state-111122223333-ap-northeast-1';
  const plans = `s3://${bucket}/plans/1-1/`;
  const copy = (from: string, to: string): Promise<Ended> =>
    aws(clone, 's3', 'cp', '--recursive', '--only-show-errors', from, to, '--exclude', '*.terraform/*');
  const review = (): Promise<Ended> =>
    clone.run('npx', ['nx', 'run', 'infra:review', '--', '--environment', 'dev', '--tiers', 'network']);
  let digest = '';

  describe('a merge', () => {
    it('is planned by a role that reads', async () => {
      await actAs(clone, 'plan', main);
      const { exitCode, stdout, stderr } = await review();
      expect(exitCode === 0 ? '' : stderr).toBe('');
      expect(stdout).toContain('changes=true');
      digest = /digest=(\w+)/.exec(stdout)?.[1] ?? '';
    });

    it('hands its plans over by a role that writes those and nothing else', async () => {
      expect((await copy(release, plans)).stderr).toMatch(/s3:PutObject.* because no identity-based policy allows/);
      await actAs(clone, 'hand-over', main);
      expect((await copy(release, plans)).stderr).toBe('');
      expect((await copy(release, `s3://${bucket}/dev/`)).stderr).toContain('s3:PutObject');
    });

    it('is not applied by a job that nobody has let through', async () => {
      for (const subject of ['pull_request', main, 'environment:prod']) {
        await expect(actAs(clone, 'apply', subject)).rejects.toThrow('sts:AssumeRoleWithWebIdentity');
      }
    });

    it('is applied by one that the environment lets through, from the plans that were handed over', async () => {
      rmSync(release, { recursive: true });
      await actAs(clone, 'apply', 'environment:dev');
      expect((await copy(plans, release)).stderr).toBe('');
      await clone.must('npx', ['nx', 'run', 'infra:apply', '--', '--environment', 'dev', '--approved', digest]);
      await actAs(clone, 'plan', main);
      expect((await review()).stdout).toContain('changes=false');
    });
  });
}
