import type { Review } from '../model';
import { changeOf, reviewOf } from '../plans.fixture';
import { renderJson } from './json';
import { longestMarkdown, renderMarkdown } from './markdown';
import { code, prose } from './markdown-text';

describe('Markdown', () => {
  it.each(['`', '``a`', ' x ', 'a`b``c', '\\'])('keeps %j in a code span', (text) => {
    const [, fence = '', inner] = /^(`+)(.*?)\1$/.exec(code(text)) ?? [];
    expect(inner?.replace(/^ (.*) $/, '$1')).toBe(text);
    expect(text).not.toMatch(new RegExp(`(?<!\`)${fence}(?!\`)`));
  });

  it('leaves sentences readable, and puts what is no plain word into code', () => {
    expect(prose('port 3306 of aws_db.main opens to 0.0.0.0/0, the whole internet (10 times)')).toBe(
      'port 3306 of `aws_db.main` opens to `0.0.0.0/0`, the whole internet (10 times)',
    );
    expect(prose('ask @team # 1 about deadbeef.')).toBe('ask `@team #` 1 about `deadbeef`.');
  });

  it('groups the changes of a stack by kind, the worst kind first', () => {
    const changes = ['b_queue.one', 'a_topic.one', 'b_queue.two', 'z_table.one'].map((address) =>
      changeOf(address, { actions: [address.startsWith('z') ? 'delete' : 'create'] }),
    );
    const [, text = ''] = renderMarkdown(reviewOf(changes)).split('## Changes of');
    expect(text.split('\n').filter((line) => /^###|^- /.test(line))).toEqual([
      ...['### `z_table`: 1 destroy', '- − destroy `z_table.one`'],
      ...['### `a_topic`: 1 create', '- \\+ create `a_topic.one`'],
      ...['### `b_queue`: 2 create', '- \\+ create `b_queue.one`', '- \\+ create `b_queue.two`'],
    ]);
  });

  it.each([10, 300, 3000])('fits a comment with %i changes, the least dangerous folded first, nothing cut', (count) => {
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`attribute_${at}`, 'x'.repeat(100)]));
    const harmless = Array.from({ length: count }, (_, at) =>
      changeOf(`null_resource.n${at}`, { actions: ['create'], after: wide }),
    );
    const result = reviewOf([...harmless, changeOf('aws_db_instance.main', { actions: ['delete'], before: wide })]);
    const text = renderMarkdown(result);
    expect(text.length).toBeLessThanOrEqual(longestMarkdown);
    expect(text).toContain('`aws_db_instance.main`: `aws_db_instance` and what it holds will be destroyed');
    expect(text.includes('Folded to fit')).toBe(count > 10);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/^<\/details>$/gm)?.length);
    const told = Number(/left out: (\d+) create/.exec(text)?.[1] ?? 0);
    expect(text.match(/null_resource\.n\d+/g)?.length).toBe(count - told);
    const details = /<details>.*aws_db_instance\.main/.test(text);
    expect(details || !/<details>.*null_resource/.test(text)).toBe(true);
  });

  it('fits when every change is of a kind of its own, whose heading costs more than the change', () => {
    const changes = Array.from({ length: 2000 }, (_, at) =>
      changeOf(`a_rather_long_kind_of_resource_${at}.x`, { actions: ['create'] }),
    );
    expect(renderMarkdown(reviewOf(changes)).length).toBeLessThanOrEqual(longestMarkdown);
  });

  it('fits with a thousand stacks and with ten thousand findings', () => {
    const one = JSON.parse(
      renderJson(reviewOf([changeOf('aws_db_instance.main', { actions: ['delete'], before: { name: 'x' } })])),
    ) as Review;
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

  it('leaves no two empty lines together', () => {
    const changes = ['a.one', 'b.two'].map((address) => changeOf(address, { actions: ['create'], after: { x: 1 } }));
    expect(renderMarkdown(reviewOf(changes))).not.toMatch(/\n\n\n/);
  });

  it('puts unchanged stacks on one line', () => {
    expect(renderMarkdown(reviewOf([changeOf('a.b', { actions: ['no-op'] })]))).toContain('Unchanged (1): `shop`');
  });
});
