import { readFileSync } from 'node:fs';
import { Octokit } from '@octokit/rest';
import { Command } from 'commander';

/** GitHub refuses longer comments. */
const LIMIT = 65_536;

interface CommentFlags {
  /** `owner/name`. */
  readonly repository: string;
  readonly pullRequest: string;
  /** What the comment is about; there is one comment for each topic. */
  readonly topic: string;
}

/** Puts the Markdown of some files into one comment of a pull request, and changes that comment from then on. */
async function comment(files: readonly string[], flags: CommentFlags): Promise<string> {
  const [owner = '', repo = ''] = flags.repository.split('/');
  const issue = Number(flags.pullRequest);
  if (owner === '' || repo === '' || !Number.isInteger(issue)) {
    throw new Error('--repository must be owner/name and --pull-request a number');
  }
  const token = process.env.GITHUB_TOKEN ?? '';
  if (token === '') throw new Error('GITHUB_TOKEN must hold a token that may write comments, got nothing');
  const github = new Octokit({ auth: token, baseUrl: process.env.GITHUB_API_URL ?? 'https://api.github.com' });
  const marker = `<!-- ${flags.topic} -->`;
  const body = fitted(
    marker,
    files.map((file) => readFileSync(file, 'utf8').trim()),
  );
  // Comments that somebody else made with the same marker are not ours to change.
  const mine = (
    await github.paginate(github.issues.listComments, { owner, repo, issue_number: issue, per_page: 100 })
  ).find((found) => found.user?.type === 'Bot' && found.body?.startsWith(marker) === true);
  const { data } =
    mine === undefined
      ? await github.issues.createComment({ owner, repo, issue_number: issue, body })
      : await github.issues.updateComment({ owner, repo, comment_id: mine.id, body });
  return `${mine === undefined ? 'made' : 'changed'} ${data.html_url}`;
}

/** All reviews when they fit; else the first ones that do, and how many are to be looked for in the run. */
function fitted(marker: string, texts: readonly string[]): string {
  for (let shown = texts.length; shown > 0; shown -= 1) {
    const rest = texts.length - shown;
    const note = rest === 0 ? [] : [`${rest} more did not fit; the run's summary has them.`];
    const body = [marker, ...texts.slice(0, shown), ...note].join('\n\n');
    if (body.length <= LIMIT) return body;
  }
  return `${marker}\n\nThe reviews do not fit into a comment; the run's summary has them.`;
}

new Command('comment')
  .argument('<files...>', 'Markdown, each at most a comment long')
  .requiredOption('--repository <owner/name>', 'the repository', process.env.GITHUB_REPOSITORY)
  .requiredOption('--pull-request <number>', 'the pull request')
  .option('--topic <word>', 'one comment for each topic', 'plan-review')
  .action(async (files: string[], flags: CommentFlags) => console.log(await comment(files, flags)))
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
