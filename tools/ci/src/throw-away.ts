import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '../../..');

/** How a program ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A clone of the repository that nobody misses: for branches, edits and pull requests that are only rehearsed. */
export class ThrowAwayClone {
  readonly folder = path.join(mkdtempSync(path.join(tmpdir(), 'mall-clone-')), 'mall');
  /** Environment of all that runs in the clone. */
  readonly environment: Record<string, string | undefined> = {
    ...process.env,
    NX_DAEMON: 'false',
    FORCE_COLOR: '0',
    NO_COLOR: '1',
    NX_CACHE_DIRECTORY: path.join(path.dirname(this.folder), 'nx'),
    MALL_TWIN_STATE: path.join(path.dirname(this.folder), 'twin'),
    GIT_AUTHOR_NAME: 'rehearsal',
    GIT_AUTHOR_EMAIL: 'rehearsal@example.com',
    GIT_COMMITTER_NAME: 'rehearsal',
    GIT_COMMITTER_EMAIL: 'rehearsal@example.com',
  };

  /** Clones what is committed, lays what is not over it, and borrows the installed tools. */
  async make(): Promise<void> {
    await this.must('git', ['clone', '--quiet', '--local', root, this.folder], root);
    const changed = await this.must('git', ['diff', 'HEAD', '--name-only', '--diff-filter=d', '-z'], root);
    const added = await this.must('git', ['ls-files', '--others', '--exclude-standard', '-z'], root);
    for (const file of `${changed.stdout}${added.stdout}`.split('\0').filter((name) => name !== '')) {
      cpSync(path.join(root, file), path.join(this.folder, file), { recursive: true });
    }
    for (const tools of ['node_modules', '.cache']) symlinkSync(path.join(root, tools), path.join(this.folder, tools));
    writeFileSync(path.join(this.folder, '.git/info/exclude'), '/node_modules\n/.cache\n');
    await this.must('git', ['checkout', '--quiet', '-B', 'main']);
    await this.must('git', ['add', '--all']);
    await this.must('git', ['commit', '--quiet', '--allow-empty', '--message', 'What is on main']);
  }

  /** Changes one place of a file and commits it on a branch that begins at main. */
  async propose(branch: string, file: string, before: string, after: string): Promise<void> {
    await this.must('git', ['checkout', '--quiet', '-B', branch, 'main']);
    const at = path.join(this.folder, file);
    const text = readFileSync(at, 'utf8');
    if (text.split(before).length !== 2) throw new Error(`${file} must hold '${before}' once`);
    writeFileSync(at, text.replace(before, after));
    await this.must('git', ['commit', '--quiet', '--all', '--message', branch]);
  }

  /** Runs a program in the clone. */
  run(program: string, args: readonly string[], folder = this.folder): Promise<Ended> {
    return new Promise((resolve) => {
      const options = { cwd: folder, env: this.environment, maxBuffer: 64 * 1024 * 1024 };
      execFile(program, [...args], options, (error, stdout, stderr) => {
        const code = error?.code ?? 0;
        resolve({ exitCode: typeof code === 'number' ? code : 1, stdout, stderr });
      });
    });
  }

  /** Runs a program that must end well. */
  async must(program: string, args: readonly string[], folder = this.folder): Promise<Ended> {
    const ended = await this.run(program, args, folder);
    if (ended.exitCode !== 0) throw new Error(`${program} ${args.join(' ')}: ${ended.stdout}${ended.stderr}`);
    return ended;
  }

  /** The command line of a twin of the clone's own; what it tells a shell is known to all that follows. */
  async twin(...args: readonly string[]): Promise<void> {
    const { stdout } = await this.must('npm', ['run', '--silent', 'twin', '--', ...args]);
    for (const [, name = '', value] of stdout.matchAll(/^export (\w+)=(.*)$/gm)) this.environment[name] = value;
    if (args[0] !== 'up') return;
    await this.twin('env');
    // As after an apply of a release: what resources change of each other is known, and drift is what others did.
    for (const stack of readdirSync(this.states)) {
      const refresh = ['apply', '-refresh-only', '-auto-approve', '-input=false', '-no-color'];
      await this.must('terraform', refresh, path.join(this.states, stack));
    }
  }

  /** Folder with the states of the clone's twin. */
  get states(): string {
    return path.join(this.environment.MALL_TWIN_STATE ?? '', 'stacks');
  }

  /** The last review of dev. */
  review(ending: 'md' | 'html'): string {
    return path.join(this.folder, `dist/release/dev/review.${ending}`);
  }

  /** Throws the clone away. */
  remove(): void {
    rmSync(path.dirname(this.folder), { recursive: true, force: true });
  }
}
