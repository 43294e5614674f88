import fc from 'fast-check';
import type { AttributeChange, Review } from '../model';
import { changeOf, reviewOf } from '../plans.fixture';
import { attacks, hostileReview } from './hostile.fixture';
import { renderMarkdown } from './markdown';
import { code, prose } from './markdown-text';
import { codesOf, markdownNodes, type MarkdownNode, textOf } from './markdown-tree.fixture';

/** Everything that a review is made of. Links, images, emphasis, footnotes, fences, rules and breaks are not. */
const ours = [
  ...['root', 'heading', 'paragraph', 'text', 'strong', 'inlineCode', 'html'],
  ...['list', 'listItem', 'blockquote', 'table', 'tableRow', 'tableCell'],
];
const ourHeading =
  /^1 Plan review: (low|medium|high|blocking)$|^2 (Data that is destroyed or replaced|Exposure|Permissions|Protection weakened|Long or interrupting operations|About the plan itself|Other destroyed or replaced resources|Checks that do not hold|Deferred|Drift: changed outside Terraform|Outputs|Changes of .*)$|^3 .*: \d[\d a-z,-]*$/s;
const ourHtml = /^<details><summary><code>[^<>]*<\/code>(?: <code>[^<>]*<\/code>)?<\/summary>$|^<\/details>$/;

/** What GitHub makes of text outside code spans: mentions, references, commits, links, addresses, emoji, formulas. */
const live = /@|#|\bGH-|\b[0-9a-f]{7,40}\b|:\/\/|\bwww\.|:\w+:|\$|[<>`\\*~[\]{}|]/i;

function strangers(nodes: readonly MarkdownNode[]): string[] {
  return nodes.flatMap((node) => {
    if (!ours.includes(node.type)) return [`${node.type} ${textOf(node)}`];
    if (node.type === 'listItem' && typeof node.checked === 'boolean') return ['task list'];
    if (node.type === 'heading' && !ourHeading.test(`${node.depth} ${textOf(node)}`))
      return [`heading ${textOf(node)}`];
    if (node.type === 'html' && !ourHtml.test(node.value ?? '')) return [`html ${node.value}`];
    if (node.type === 'listItem' && node.children?.[0]?.type !== 'paragraph') return ['a list in the place of a sign'];
    if (node.type === 'text' && live.test((node.value ?? '').replace(/^~ update /, ''))) return [`text ${node.value}`];
    if (node.type === 'table' && new Set(node.children?.map((row) => row.children?.length)).size !== 1)
      return ['table'];
    return [];
  });
}

/** A value as its cell shows it: a pipe behind an odd number of backslashes is its code. */
function inCell(text: string): string {
  return (text || ' ').replace(/(\\*)\|/g, (all, before: string) =>
    before.length % 2 === 0 ? all : `${before}\\u007c`,
  );
}

/** The rows that the tables of attributes must have, and those that the parser finds. */
function expectRows(result: Review, nodes: readonly MarkdownNode[]): void {
  const rowOf = ({ path, before, after }: AttributeChange) =>
    [path, before, after].map((text) => (text === undefined ? [] : [inCell(text)]));
  const tables = nodes.filter(({ type, children }) => type === 'table' && children?.[0]?.children?.length === 3);
  const found = tables.flatMap((table) =>
    (table.children ?? []).slice(1).map((row) => (row.children ?? []).map(codesOf)),
  );
  const wanted = [...result.drift, ...result.changes].flatMap(({ attributes }) => attributes.map(rowOf));
  const sorted = (rows: string[][][]) => rows.map((row) => JSON.stringify(row)).sort();
  expect(sorted(found)).toEqual(sorted(wanted));
}

const everything = (result: Review) => renderMarkdown(result, Number.MAX_SAFE_INTEGER);

/** Names made of what Markdown, HTML and GitHub read as their own, of unseen characters, and of plain letters. */
const pieces = [
  ...[
    '`',
    '``',
    '|',
    '\\',
    '\\|',
    '[',
    '](',
    ')',
    '!',
    '<',
    '>',
    '*',
    '_',
    '~~',
    '#',
    '@',
    '&',
    ';',
    ':',
    '$',
    '=',
    '-',
  ],
  ...[
    '\n',
    '\r',
    '\t',
    ' ',
    '\u00a0',
    '\u200b',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\u2028',
    '\ud800',
    '\u{e0041}',
    '\u0000',
  ],
  ...['<!--', '-->', '</details>', '<details>', '<img src=x>', '</code>', '<https://evil.example>', '&lt;', '&#64;'],
  ...[
    'https://evil.example',
    'www.evil.example',
    'x@evil.example',
    '@team',
    '#12',
    'org/repo#12',
    'GH-12',
    '1. ',
    '- [x] ',
  ],
  ...[
    'deadbeef',
    '0123456789abcdef0123456789abcdef01234567',
    ':tada:',
    '😀',
    '👩‍👩‍👧',
    'é',
    '服',
    '[^1]',
    '[^1]: ',
    '---',
    '===',
    '```',
    '~~~',
  ],
  ...['a', 'shop', '7', '.', '__proto__', 'constructor'],
];
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(...attacks, '`|'.repeat(200), 'x'.repeat(10_000)),
);
const settings = { seed: 20_250_401, numRuns: 100 };

describe('the Markdown of a hostile plan, as GitHub reads it', () => {
  it('is made of our own headings, lists, tables and code spans only', () => {
    const nodes = markdownNodes(everything(hostileReview()));
    expect(strangers(nodes)).toEqual([]);
    expect(nodes.filter(({ type }) => type === 'inlineCode').length).toBeGreaterThan(500);
  });

  it('shows every attribute in its own cell, whole', () => {
    expectRows(hostileReview(), markdownNodes(everything(hostileReview())));
  });

  it('holds for names and values that nobody has thought of', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, value, other) => {
        const result = reviewOf(
          [
            changeOf(
              name,
              { actions: ['update'], before: { [other]: other, kept: '1' }, after: { [other]: value, kept: '2' } },
              { type: other, action_reason: value },
            ),
            changeOf(
              `x.${value}`,
              {
                actions: ['delete', 'create'],
                before: { [name]: 'a' },
                after: { [name]: value },
                replace_paths: [[name]],
              },
              { type: 'aws_db_instance', previous_address: other },
            ),
            changeOf(
              'x.sg',
              {
                actions: ['create'],
                after: { name, ingress: [{ from_port: 1, to_port: 1, protocol: other, cidr_blocks: [value] }] },
              },
              { type: 'aws_security_group' },
            ),
          ],
          { terraform_version: value, deferred_changes: [{ reason: name, resource_change: { address: value } }] },
          { environment: other, commit: name },
        );
        const nodes = markdownNodes(everything(result));
        expect(strangers(nodes)).toEqual([]);
        expectRows(result, nodes);
        expect(strangers(markdownNodes(renderMarkdown(result, 3_000)))).toEqual([]);
      }),
      settings,
    );
  });

  it('keeps any text in one code span, whole', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = text.replace(/[\r\n]+/g, '⏎').replace(/\u0000/g, '\ufffd');
        const nodes = markdownNodes(`- ${code(text)} end`);
        expect(nodes.map(({ type }) => type)).toEqual(['root', 'list', 'listItem', 'paragraph', 'inlineCode', 'text']);
        expect(nodes.at(-2)?.value).toBe(line || ' ');
      }),
      settings,
    );
  });

  it('makes nothing but words and code of any sentence, wherever it stands', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(prose(text) !== '');
        for (const before of ['- ', '> ', '- **low** `x`: '])
          expect(strangers(markdownNodes(before + prose(text)))).toEqual([]);
      }),
      settings,
    );
  });
});
