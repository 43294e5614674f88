import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: 'Bot' | 'User' };
}

/** GitHub as far as the comments of one pull request go, pages of comments included. */
class GithubOfOnePullRequest {
  readonly comments: Comment[] = [];
  readonly #server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const answer = (status: number, content: unknown, link?: string) => {
        response.writeHead(status, { 'content-type': 'application/json', ...(link === undefined ? {} : { link }) });
        response.end(JSON.stringify(content));
      };
      if (request.headers.authorization !== 'token of-a-job') return answer(401, { message: 'Bad credentials' });
      if (request.method === 'GET' && url.pathname === '/repos/mall/platform/issues/7/comments') {
        const page = Number(url.searchParams.get('page') ?? 1);
        const size = Number(url.searchParams.get('per_page'));
        const more = this.comments.length > page * size;
        url.searchParams.set('page', `${page + 1}`);
        return answer(
          200,
          this.comments.slice((page - 1) * size, page * size),
          more ? `<${this.address}${url.pathname}${url.search}>; rel="next"` : undefined,
        );
      }
      const { body } = JSON.parse(text) as { body: string };
      if (request.method === 'POST' && url.pathname === '/repos/mall/platform/issues/7/comments') {
        const made: Comment = { id: this.comments.length + 1, body, user: { type: 'Bot' } };
        this.comments.push(made);
        return answer(201, { ...made, html_url: `comment ${made.id}` });
      }
      const found = this.comments.find(({ id }) => url.pathname === `/repos/mall/platform/issues/comments/${id}`);
      if (request.method !== 'PATCH' || found === undefined) return answer(404, { message: 'Not Found' });
      found.body = body;
      return answer(200, { ...found, html_url: `comment ${found.id}` });
    });
  });

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  close(): void {
    this.#server.close();
  }
}

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
      [...args, '--repository', 'mall/platform', '--pull-request', '7'],
      { env: { PATH: process.env.PATH, GITHUB_API_URL: github.address, GITHUB_TOKEN: 'of-a-job', ...env } },
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
