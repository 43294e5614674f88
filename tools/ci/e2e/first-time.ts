import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Ended, ThrowAwayClone } from '../src/throw-away';

/** Scenes of an environment that has no bucket for its states yet. */
export function describeFirstTime(clone: ThrowAwayClone): void {
  const review = async (...more: readonly string[]): Promise<Ended> =>
    clone.run('npx', ['nx', 'run', 'infra:review', '--', '--environment', 'dev', ...more]);
  const inFile = () => path.join(clone.folder, 'dist/release/dev-bootstrap.tfstate');

  describe('the first time of an environment', () => {
    it('is for the stack that everything else stands on', async () => {
      const { exitCode, stdout, stderr } = await review('--tiers', 'bootstrap,network', '--state', 'new');
      expect(exitCode).not.toBe(0);
      expect(stdout + stderr).toContain('--state new is for what comes after no other stack, dev-network does');
    });

    it('begins with a state in a file, which an apply moves into the bucket that it makes', async () => {
      const reviewed = await review('--tiers', 'bootstrap', '--state', 'new');
      expect(reviewed.exitCode === 0 ? '' : reviewed.stderr).toBe('');
      await clone.must('npx', ['nx', 'run', 'infra:apply', '--', '--environment', 'dev']);
      expect(existsSync(inFile())).toBe(false);
    });

    it('goes on from the bucket, where nothing is left to do', async () => {
      const { exitCode, stdout, stderr } = await review('--tiers', 'bootstrap');
      expect(exitCode === 0 ? '' : stderr).toBe('');
      expect(stdout).toContain('changes=false');
    });
  });
}
