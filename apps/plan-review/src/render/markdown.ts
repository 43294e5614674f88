import {
  type Action,
  actions,
  categories,
  type AttributeChange,
  type Change,
  type Finding,
  type Level,
  levels,
  type Review,
} from '../model';
import { fold, type Foldable, unfolded } from './fold';
import { byStackAndKind } from './groups';
import { code, escapeHtml, prose } from './markdown-text';
import { countLine, headings, remarks, signs } from './words';

/** Characters of a comment on GitHub. */
export const longestMarkdown = 65_536;
/** Room for the sentence that says what is folded. */
const reserve = 800;

interface Part extends Foldable {
  readonly action?: Action;
}

/** The review as a pull-request comment of at most `limit` characters, which folds the least dangerous first. */
export function renderMarkdown(review: Review, limit = longestMarkdown): string {
  const head = header(review);
  const parts = [...findingParts(review), ...planParts(review), ...changeParts(review)];
  const chosen = fold(parts, limit - head.length - reserve);
  // No text of ours or of a plan has an empty line of its own.
  return (
    `${head}${foldedSentence(parts, chosen)}${unfolded(parts, chosen)}`.replace(/\n{3,}/g, '\n\n').trimEnd() + '\n'
  );
}

function heading(section: string): string {
  return `\n## ${section}\n\n`;
}

function foldedSentence(parts: readonly Part[], chosen: readonly number[]): string {
  const shorter = parts.filter((_, at) => (chosen[at] ?? -1) > 0).length;
  const gone = parts.filter((_, at) => chosen[at] === -1);
  if (shorter === 0 && gone.length === 0) return '';
  const counted = actions
    .map((action) => [action, gone.filter((part) => part.action === action).length] as const)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${count} ${action}`);
  const other = gone.filter((part) => part.action === undefined).length;
  const left = [...counted, ...(other > 0 ? [`${other} other lines`] : [])].join(', ');
  return `\n> **Folded to fit**, the least dangerous first: ${[shorter > 0 ? `${shorter} shown without their details` : '', left === '' ? '' : `left out: ${left}`].filter((text) => text !== '').join('; ')}. The HTML and JSON reviews have everything.\n`;
}

function header(review: Review): string {
  const versions = [...new Set(review.stacks.flatMap(({ terraform }) => terraform ?? []))];
  const providers = [...new Set(review.stacks.flatMap((stack) => stack.providers))];
  const times = review.stacks.flatMap(({ time }) => time ?? []).sort();
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['environment', review.environment],
    ['commit', review.commit],
    ['Terraform', listText(versions)],
    ['providers', listText(providers)],
    ['planned', times.length > 1 ? `${times[0] ?? ''} to ${times.at(-1) ?? ''}` : times[0]],
  ];
  const known = facts.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name} ${code(value)}`],
  );
  const unchanged = review.stacks.filter((stack) => stack.unchanged).map(({ name }) => name);
  const lines = [
    `# Plan review: ${review.grade}`,
    '',
    `**${countLine(review)}.**${known.length === 0 ? '' : ` ${known.join(' · ')}`}`,
    '',
    ...review.reasons.slice(0, 40).map((reason) => `- ${prose(reason)}`),
    ...(review.reasons.length === 0 ? ['Nothing changes that could hurt.'] : []),
    '',
    ...review.warnings.slice(0, 10).map((warning) => `> ${prose(warning)}\n`),
    ...stackTable(review),
    ...(unchanged.length === 0
      ? []
      : [
          `Unchanged (${unchanged.length}): ${unchanged
            .slice(0, 30)
            .map((name) => code(name))
            .join(', ')}${unchanged.length > 30 ? ' …' : ''}`,
          '',
        ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function listText(items: readonly string[]): string {
  return items.length > 6 ? `${items.slice(0, 6).join(', ')} and ${items.length - 6} more` : items.join(', ');
}

/** Most stacks in the table; a longer table says how many there are beside. */
const mostStacks = 60;

function stackTable(review: Review): string[] {
  const changed = review.stacks.filter((stack) => !stack.unchanged && stack.hash !== '');
  if (changed.length === 0) return [];
  return [
    '| stack | replace | destroy | update | create | other | plan hash |',
    '| :-- | --: | --: | --: | --: | --: | :-- |',
    ...changed.slice(0, mostStacks).map(({ name, hash, counts, imports, moves }) => {
      const other = counts.forget + counts.read + counts.other + imports + moves;
      return `| ${code(name, true)} | ${counts.replace} | ${counts.destroy} | ${counts.update} | ${counts.create} | ${other} | ${code(hash)} |`;
    }),
    '',
    ...(changed.length > mostStacks ? [`… and ${changed.length - mostStacks} more stacks.`, ''] : []),
  ];
}

function findingParts(review: Review): Part[] {
  return categories.flatMap((category) => {
    const above = [heading(headings[category])];
    return review.findings
      .filter((finding) => finding.category === category)
      .map((finding) => ({
        headings: above,
        sizes: 2,
        text: (size) => findingText(finding, size === 0),
        danger: 10 + dangerOf(finding.level),
      }));
  });
}

function findingText({ level, stack, address, sentence, lines, accepted }: Finding, whole: boolean): string {
  const where = address === undefined ? code(stack) : `${code(stack)} ${code(address)}`;
  const because = accepted === undefined ? '' : ` (accepted: ${prose(accepted)})`;
  const first = `- **${level}** ${where}: ${prose(sentence)}${because}\n`;
  return whole ? first + lines.map((line) => `  - ${code(line)}\n`).join('') : first;
}

function planParts(review: Review): Part[] {
  return [
    ...review.checks.map(({ stack, address, status, problems }) =>
      part('Checks that do not hold', 2, (size) => {
        const shown = size === 0 ? problems.map((problem) => `  - ${code(problem)}\n`).join('') : '';
        return `- ${code(stack)} ${code(address)}: ${prose(status)}\n${shown}`;
      }),
    ),
    ...review.deferred.map(({ stack, address, waitsFor }) =>
      part(
        'Deferred',
        1,
        () => `- ${code(stack)}${address === undefined ? '' : ` ${code(address)}`} waits for ${code(waitsFor)}\n`,
      ),
    ),
    ...review.drift.map((change) =>
      part('Drift: changed outside Terraform', 2, (size) => changeText(change, size === 0, true)),
    ),
    ...review.outputs.map(({ stack, name, action, attributes: [value] }) =>
      part('Outputs', 2, (size) => {
        const values = `: ${code(value?.before ?? '(none)')} → ${code(value?.after ?? '(none)')}`;
        return `- ${signIn(action)} ${code(stack)} ${code(name)}${size === 0 ? values : ''}\n`;
      }),
    ),
  ];
}

function changeParts(review: Review): Part[] {
  return byStackAndKind(review.changes).flatMap(({ stack, kinds }) =>
    kinds.flatMap(({ kind, counts, changes }) => {
      const above = [heading(`Changes of ${code(stack)}`), `\n### ${code(kind)}: ${counts}\n\n`];
      return changes.map((change) => ({
        headings: above,
        sizes: 2,
        text: (size) => changeText(change, size === 0),
        danger: dangerOf(change.level) - actions.indexOf(change.action) / 100,
        action: change.action,
      }));
    }),
  );
}

function dangerOf(level: Level): number {
  return levels.indexOf(level);
}

function part(section: string, sizes: number, text: Foldable['text']): Part {
  return { headings: [heading(section)], sizes, text, danger: dangerOf('medium') + 0.5 };
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
