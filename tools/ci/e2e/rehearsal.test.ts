import { GithubOfOnePullRequest } from '../src/github.fixture';
import { ThrowAwayClone } from '../src/throw-away';
import { describeFirstTime } from './first-time';
import { actAs } from './job';
import { describeMerge } from './merge';
import { describeStatements } from './statements';

const clone = new ThrowAwayClone();
const github = new GithubOfOnePullRequest();

/** What the workflow of a pull request does for one environment, step by step. */
async function check(): Promise<{ reviewed: number; review: string }> {
  const args = ['--environment', 'dev', '--fail-on', 'high', '--tiers', 'network'];
  await actAs(clone, 'plan', 'pull_request');
  const { exitCode } = await clone.run('npx', ['nx', 'run', 'infra:review', '--', ...args]);
  await clone.must(process.execPath, [
    ...['--import', 'tsx', 'tools/ci/src/comment.ts', clone.review('md')],
    ...['--repository', github.repository, '--pull-request', github.pullRequest],
  ]);
  return { reviewed: exitCode, review: github.comments.at(-1)?.body ?? '' };
}

beforeAll(async () => {
  await github.open();
  await clone.make();
  // An empty account: the twin itself begins with the ground that a first time is about.
  await clone.twin('up', '--environment', 'dev', '--tiers', 'bootstrap');
  await clone.twin('destroy');
  clone.environment.GITHUB_API_URL = github.address;
  clone.environment.GITHUB_TOKEN = github.token;
});

afterAll(async () => {
  await clone.twin('down');
  github.close();
  clone.remove();
});

describeFirstTime(clone);
describeMerge(clone);

describe('a pull request', () => {
  it('with a tag is checked where it can break something, reviewed as harmless and commented', async () => {
    const name = "tags: { Name: nameOf(environment, 'network', 'vpc') }";
    await clone.propose('tag', 'libs/network/src/network.ts', name, name.replace('{ Name', "{ purpose: 'shop', Name"));
    const { stdout } = await clone.must('npx', [
      'nx',
      'affected',
      '-t',
      'lint',
      '--base=main',
      '--head=HEAD',
      '--output-style=static',
    ]);
    expect(stdout).toContain('nx run network:lint');
    expect(stdout).not.toContain('nx run survey-parser:lint');
    const { reviewed, review } = await check();
    expect(reviewed).toBe(0);
    expect(review).toContain('# Plan review: low');
    expect(review).toContain('**1 to update');
    expect(review).toMatch(/purpose.*shop/);
  });

  it('that opens a group to the world fails, and says so in the same comment', async () => {
    const from = 'cidrIpv4: cidrBlock';
    await clone.propose(
      'open',
      'libs/network/src/endpoints.ts',
      from,
      "cidrIpv4: cidrBlock.replace(/.+/, '0.0.0.0/0')",
    );
    const { reviewed, review } = await check();
    expect(reviewed).toBe(1);
    expect(review).toMatch(/port 443 .*0\.0\.0\.0\/0/);
    expect(review).not.toContain('# Plan review: low');
    expect(github.comments).toHaveLength(1);
  });
});

describeStatements(clone);
