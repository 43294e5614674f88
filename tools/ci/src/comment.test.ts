import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GithubOfOnePullRequest } from './github.fixture';

const github = new GithubOfOnePullRequest();
beforeAll(() => github.open());
afterAll(() => github.close());
beforeEach(() => github.comments.splice(0));

const folder = mkdtempSync(path.join(tmpdir(), 'mall-comment-'));
const markdown = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

const run = (files: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  new Promise<{ failed: boolean; text: string }>((resolve) => {
    const args = ['--import', 'tsx', path.join(__dirname, 'comment.ts'), ...files];
    execFile(
      process.execPath,
      [...args, '--repository', github.repository, '--pull-request', github.pullRequest],
      { env: { PATH: process.env.PATH, GITHUB_API_URL: github.address, GITHUB_TOKEN: github.token, ...env } },
      (error, stdout, stderr) => resolve({ failed: error !== null, text: stdout + stderr }),
    );
  });

describe('the review as a comment', () => {
  it('is one comment, changed in place by the next push', async () => {
    expect((await run([markdown('dev.md', '# dev'), markdown('prod.md', '# prod')])).text).toBe('made comment 1\n');
    expect((await run([markdown('dev.md', '# dev again')])).text).toBe('changed comment 1\n');
    expect(github.comments.map(({ body }) => body)).toEqual(['<!-- plan-review -->\n\n# dev again']);
  });

  it('finds its comment behind a hundred others, and leaves a person who copied it alone', async () => {
    const said = (id: number, body: string, type: 'Bot' | 'User') => ({ id, body, user: { type } }) as const;
    github.comments.push(said(900, '<!-- plan-review -->\n\nlook at this', 'User'));
    for (let id = 1; id <= 120; id += 1) github.comments.push(said(id, `comment ${id}`, 'Bot'));
    github.comments.push(said(121, '<!-- plan-review -->\n\nold', 'Bot'));
    expect((await run([markdown('dev.md', '# new')])).text).toBe('changed comment 121\n');
    expect(github.comments[0]?.body).toContain('look at this');
    expect(github.comments).toHaveLength(122);
  });

  it('shows the reviews that fit and says how many do not', async () => {
    await run([markdown('dev.md', 'd'.repeat(60_000)), markdown('prod.md', 'p'.repeat(60_000))]);
    expect(github.comments[0]?.body).toMatch(/d{60000}\n\n1 more did not fit; the run's summary has them\.$/);
    await run([markdown('dev.md', 'd'.repeat(66_000))]);
    expect(github.comments[0]?.body).toContain('The reviews do not fit into a comment');
  });

  it('fails without a token, and with a wrong one, in one sentence', async () => {
    const files = [markdown('dev.md', '# dev')];
    expect(await run(files, { GITHUB_TOKEN: '' })).toEqual({
      failed: true,
      text: 'GITHUB_TOKEN must hold a token that may write comments, got nothing\n',
    });
    const refused = await run(files, { GITHUB_TOKEN: 'wrong' });
    expect(refused.failed).toBe(true);
    expect(refused.text).toContain('Bad credentials');
  });
});
