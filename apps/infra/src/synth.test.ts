import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const workspace = path.resolve(__dirname, '../../..');
/** What synthesis reads of the project, beside what the set-up brings. */
const sources = [
  ...['apps/infra', 'apps/glue-jobs', 'apps/athena-sql', 'functions', 'libs'],
  ...['cdktf.json', 'nx.json', 'package.json', 'tsconfig.json', 'tsconfig.base.json'],
];

let elsewhere: string;
beforeAll(() => {
  elsewhere = path.join(mkdtempSync(path.join(tmpdir(), 'mall-synth-')), 'a folder');
  mkdirSync(elsewhere);
  // Who runs Python beside this test writes byte code, and files on their way to it, while this looks.
  const filter = (file: string) => path.basename(file) !== '__pycache__';
  const options = { recursive: true, filter };
  for (const source of sources) cpSync(path.join(workspace, source), path.join(elsewhere, source), options);
  for (const tool of ['node_modules', '.cache']) symlinkSync(path.join(workspace, tool), path.join(elsewhere, tool));
});
afterAll(() => {
  rmSync(path.dirname(elsewhere), { recursive: true });
});

const run = (program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  execFileSync(program, args, {
    cwd: elsewhere,
    env: { ...process.env, CHECKPOINT_DISABLE: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Every file below a folder with its bytes. */
function bytesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(path.join(folder, file)).isFile(),
  );
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(path.join(folder, file), 'base64')]));
}

describe('synthesis', () => {
  it('writes the same bytes directly, by cdktf, a second time, at another hour and in another folder', () => {
    run('node', ['apps/infra/synth.cjs']);
    const direct = bytesOf(path.join(elsewhere, 'dist/infra/dev'));
    expect(Object.keys(direct).filter((file) => file.endsWith('cdk.tf.json'))).not.toHaveLength(0);

    run('node', ['apps/infra/synth.cjs'], { TZ: 'Asia/Tokyo', LANG: 'ja_JP.UTF-8' });
    expect(bytesOf(path.join(elsewhere, 'dist/infra/dev'))).toEqual(direct);

    run('npx', ['cdktf', 'synth'], { MALL_ENV: 'dev' });
    expect(bytesOf(path.join(elsewhere, 'cdktf.out'))).toEqual(direct);

    const renamed = path.join(path.dirname(elsewhere), '別のフォルダー');
    renameSync(elsewhere, renamed);
    elsewhere = renamed;
    run('node', ['apps/infra/synth.cjs']);
    expect(bytesOf(path.join(elsewhere, 'dist/infra/dev'))).toEqual(direct);
  });

  it('says in one sentence, and by the exit code of wrong usage, that an environment must be chosen', () => {
    const { status, stderr } = attempt({ MALL_ENV: 'staging' });
    expect(status).toBe(2);
    expect(stderr).toBe("MALL_ENV must be one of dev, prod, got 'staging'; write for example MALL_ENV=dev\n");
  });
});

function attempt(environment: NodeJS.ProcessEnv): { status: number; stderr: string } {
  try {
    run('node', ['--require', 'tsx/cjs', 'apps/infra/src/main.ts'], environment);
    return { status: 0, stderr: '' };
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: Buffer };
    return { status, stderr: stderr.toString() };
  }
}
