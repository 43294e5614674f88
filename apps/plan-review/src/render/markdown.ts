import { actions, type Review } from '../model';
import { fold, unfolded } from './fold';
import { type MarkdownPart, partsOf } from './markdown-parts';
import { code, prose } from './markdown-text';
import { countLine } from './words';

/** Characters of a comment on GitHub. */
export const longestMarkdown = 65_536;
/** Room for the sentence that says what is folded. */
const reserve = 800;

/** The review as a pull-request comment of at most `limit` characters, which folds the least dangerous first. */
export function renderMarkdown(review: Review, limit = longestMarkdown): string {
  const head = header(review);
  const parts = partsOf(review);
  const chosen = fold(parts, limit - head.length - reserve);
  // No text of ours or of a plan has an empty line of its own.
  return (
    `${head}${foldedSentence(parts, chosen)}${unfolded(parts, chosen)}`.replace(/\n{3,}/g, '\n\n').trimEnd() + '\n'
  );
}

function foldedSentence(parts: readonly MarkdownPart[], chosen: readonly number[]): string {
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
