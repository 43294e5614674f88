import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A comment of the pull request. */
export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: 'Bot' | 'User' };
}

/** GitHub as far as the comments of one pull request go, pages of comments included. */
export class GithubOfOnePullRequest {
  readonly repository = 'mall/platform';
  readonly pullRequest = '7';
  /** The only token that is let in. */
  readonly token = 'of-a-job';
  readonly comments: Comment[] = [];
  readonly #server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const comments = `/repos/${this.repository}/issues/${this.pullRequest}/comments`;
      const answer = (status: number, content: unknown, link?: string) => {
        response.writeHead(status, { 'content-type': 'application/json', ...(link === undefined ? {} : { link }) });
        response.end(JSON.stringify(content));
      };
      if (request.headers.authorization !== `token ${this.token}`) return answer(401, { message: 'Bad credentials' });
      if (request.method === 'GET' && url.pathname === comments) {
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
      if (request.method === 'POST' && url.pathname === comments) {
        const made: Comment = { id: this.comments.length + 1, body, user: { type: 'Bot' } };
        this.comments.push(made);
        return answer(201, { ...made, html_url: `comment ${made.id}` });
      }
      const found = this.comments.find(({ id }) => url.pathname === `/repos/${this.repository}/issues/comments/${id}`);
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
