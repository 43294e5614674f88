import { changeOf, reviewOf } from '../plans.fixture';
import { hostileReview } from './hostile.fixture';
import { longestMarkdown, renderMarkdown } from './markdown';
import { code, prose } from './markdown-text';

/** What is left of a line when its code spans are taken out as CommonMark reads them. */
function outsideCode(line: string): string {
  return line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, '¤');
}

const ours = /<\/?details>|<\/?summary>|<code>[^<>`]*<\/code>/g;

describe('Markdown', () => {
  it('lets no name or value out of its place', () => {
    for (const line of renderMarkdown(hostileReview(), 10_000_000).split('\n')) {
      const rest = outsideCode(line.startsWith('<details>') ? line : line.replace(/\\\|/g, '¦'))
        .replace(ours, '')
        .replace(/&#\d+;/g, '');
      expect(rest).not.toMatch(/[<`@$\\]|\]\(|!\[|:\/\/|www\.|\u202e|\u200b|\ufeff/);
      expect(rest).toMatch(/^\s*$|^# Plan review|^## |^- |^ {2}- |^> |^\||^\*\*\d|^… and|^Unchanged/);
    }
  });

  it.each(['`', '``a`', ' x ', 'a`b``c', '\\'])('keeps %j in a code span', (text) => {
    const [, fence = '', inner] = /^(`+)(.*?)\1$/.exec(code(text)) ?? [];
    expect(inner?.replace(/^ (.*) $/, '$1')).toBe(text);
    expect(text).not.toMatch(new RegExp(`(?<!\`)${fence}(?!\`)`));
  });

  it('leaves sentences readable and mentions dead', () => {
    expect(prose('port 3306 of aws_db opens to 0.0.0.0/0')).toBe('port 3306 of aws_db opens to 0.0.0.0/0');
    expect(prose('@team #1')).toBe('&#64;&#8203;team &#35;&#8203;1');
  });

  it('has as many cells in every row as its table has columns', () => {
    const rows = renderMarkdown(hostileReview(), 10_000_000)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) expect([3, 7]).toContain(row.replace(/\\\|/g, '').split('|').length - 2);
  });

  it.each([10, 300, 3000])('fits a comment with %i changes, the least dangerous folded first, nothing cut', (count) => {
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`attribute_${at}`, 'x'.repeat(100)]));
    const harmless = Array.from({ length: count }, (_, at) =>
      changeOf(`null_resource.n${at}`, { actions: ['create'], after: wide }),
    );
    const result = reviewOf([...harmless, changeOf('aws_db_instance.main', { actions: ['delete'], before: wide })]);
    const text = renderMarkdown(result);
    expect(text.length).toBeLessThanOrEqual(longestMarkdown);
    expect(text).toContain('`aws_db_instance.main`: aws_db_instance and what it holds will be destroyed');
    expect(text.includes('Folded to fit')).toBe(count > 10);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/^<\/details>$/gm)?.length);
    const told = Number(/left out: (\d+) create/.exec(text)?.[1] ?? 0);
    expect(text.match(/null_resource\.n\d+/g)?.length).toBe(count - told);
    const details = /<details>.*aws_db_instance\.main/.test(text);
    expect(details || !/<details>.*null_resource/.test(text)).toBe(true);
  });

  it('fits with a thousand stacks and with ten thousand findings', () => {
    const one = reviewOf([changeOf('aws_db_instance.main', { actions: ['delete'], before: { name: 'x' } })]);
    const repeat = <T extends object>(items: readonly T[]) =>
      Array.from({ length: 10_000 }, (_, at) => ({ ...items[0], stack: `stack-${at % 1000}` }) as T);
    const stacks = Array.from({ length: 1000 }, (_, at) => ({
      ...one.stacks[0],
      name: `stack-${at}`,
    })) as typeof one.stacks;
    const text = renderMarkdown({ ...one, stacks, findings: repeat(one.findings), changes: repeat(one.changes) });
    expect(text.length).toBeLessThanOrEqual(longestMarkdown);
    expect(text).toContain('Folded to fit');
  });

  it('puts unchanged stacks on one line', () => {
    expect(renderMarkdown(reviewOf([changeOf('a.b', { actions: ['no-op'] })]))).toContain('Unchanged (1): `shop`');
  });
});
