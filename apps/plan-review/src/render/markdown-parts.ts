import {
  type Action,
  actions,
  type AttributeChange,
  categories,
  type Change,
  type Finding,
  type Level,
  levels,
  type Review,
} from '../model';
import type { Foldable } from './fold';
import { byStackAndKind } from './groups';
import { code, escapeHtml, prose } from './markdown-text';
import { headings, remarks, signs } from './words';

/** What the parts of one section have in common. */
interface Section<Item> {
  readonly headings: readonly string[];
  readonly sizes: number;
  readonly text: (item: Item, size: number) => string;
  readonly danger: (item: Item) => number;
  readonly action?: (item: Item) => Action;
}

/** A finding, change or note as it is folded; there are as many as the plan has changes, so each is small. */
class Part<Item> implements Foldable {
  constructor(
    private readonly section: Section<Item>,
    private readonly item: Item,
  ) {}

  get headings(): readonly string[] {
    return this.section.headings;
  }
  get sizes(): number {
    return this.section.sizes;
  }
  get danger(): number {
    return this.section.danger(this.item);
  }
  /** What Terraform does, where this is a change. */
  get action(): Action | undefined {
    return this.section.action?.(this.item);
  }
  text(size: number): string {
    return this.section.text(this.item, size);
  }
}

/** A part of the Markdown review. */
export type MarkdownPart = Foldable & { readonly action: Action | undefined };

/** All parts of a review below its header, in their order. */
export function partsOf(review: Review): MarkdownPart[] {
  return [...findingParts(review), ...noteParts(review), ...changeParts(review)];
}

function partsIn<Item>(section: Section<Item>, items: readonly Item[]): MarkdownPart[] {
  return items.map((item) => new Part(section, item));
}

function heading(section: string): string {
  return `\n## ${section}\n\n`;
}

function dangerOf(level: Level): number {
  return levels.indexOf(level);
}

function findingParts(review: Review): MarkdownPart[] {
  return categories.flatMap((category) =>
    partsIn(
      {
        headings: [heading(headings[category])],
        sizes: 2,
        text: (finding, size) => findingText(finding, size === 0),
        danger: ({ level }) => 10 + dangerOf(level),
      },
      review.findings.filter((finding) => finding.category === category),
    ),
  );
}

function findingText({ level, stack, address, sentence, lines, accepted }: Finding, whole: boolean): string {
  const where = address === undefined ? code(stack) : `${code(stack)} ${code(address)}`;
  const because = accepted === undefined ? '' : ` (accepted: ${prose(accepted)})`;
  const first = `- **${level}** ${where}: ${prose(sentence)}${because}\n`;
  return whole ? first + lines.map((line) => `  - ${code(line)}\n`).join('') : first;
}

function noteParts(review: Review): MarkdownPart[] {
  const notes = <Item>(
    title: string,
    items: readonly Item[],
    sizes: number,
    text: Section<Item>['text'],
  ): MarkdownPart[] =>
    partsIn({ headings: [heading(title)], sizes, text, danger: () => dangerOf('medium') + 0.5 }, items);
  return [
    ...notes('Checks that do not hold', review.checks, 2, ({ stack, address, status, problems }, size) => {
      const shown = size === 0 ? problems.map((problem) => `  - ${code(problem)}\n`).join('') : '';
      return `- ${code(stack)} ${code(address)}: ${prose(status)}\n${shown}`;
    }),
    ...notes('Deferred', review.deferred, 1, ({ stack, address, waitsFor }) => {
      const where = address === undefined ? '' : ` ${code(address)}`;
      return `- ${code(stack)}${where} waits for ${code(waitsFor)}\n`;
    }),
    ...notes('Drift: changed outside Terraform', review.drift, 2, (change, size) =>
      changeText(change, size === 0, true),
    ),
    ...notes('Outputs', review.outputs, 2, ({ stack, name, action, attributes: [value] }, size) => {
      const values = `: ${code(value?.before ?? '(none)')} → ${code(value?.after ?? '(none)')}`;
      return `- ${signIn(action)} ${code(stack)} ${code(name)}${size === 0 ? values : ''}\n`;
    }),
  ];
}

function changeParts(review: Review): MarkdownPart[] {
  return byStackAndKind(review.changes).flatMap(({ stack, kinds }) =>
    kinds.flatMap(({ kind, counts, changes }) =>
      partsIn(
        {
          headings: [heading(`Changes of ${code(stack)}`), `\n### ${code(kind)}: ${counts}\n\n`],
          sizes: 2,
          text: (change, size) => changeText(change, size === 0),
          danger: ({ level, action }) => dangerOf(level) - actions.indexOf(action) / 100,
          action: ({ action }) => action,
        },
        changes,
      ),
    ),
  );
}

function changeText(change: Change, whole: boolean, withStack = false): string {
  const remark = remarks(change);
  const stack = withStack ? `${change.stack} ` : '';
  if (!whole || change.attributes.length === 0) {
    return `- ${signIn(change.action)} ${change.action} ${code(stack + change.address)}${remark === '' ? '' : `: ${prose(remark)}`}\n`;
  }
  const summary = `<code>${escapeHtml(`${signs[change.action]} ${change.action} ${stack}${change.address}`)}</code>${remark === '' ? '' : ` <code>${escapeHtml(remark)}</code>`}`;
  return `<details><summary>${summary}</summary>\n\n${attributeTable(change)}\n</details>\n\n`;
}

/** The sign as Markdown: a bare plus would begin a list of its own. */
function signIn(action: Change['action']): string {
  return signs[action].replace(/[+~]/, '\\$&');
}

function attributeTable({ attributes, moreAttributes }: Change): string {
  const cell = (text: string | undefined) => (text === undefined ? '' : code(text, true));
  const row = ({ path, before, after, forces }: AttributeChange) =>
    `| ${cell(path)}${forces ? ' **forces the replacement**' : ''} | ${cell(before)} | ${cell(after)} |\n`;
  const more = moreAttributes > 0 ? `\n… and ${moreAttributes} more attributes.\n` : '';
  return `| attribute | before | after |\n| :-- | :-- | :-- |\n${attributes.map(row).join('')}${more}`;
}
