/**
 * Any text as a Markdown code span on one line that nothing inside can leave: its fence is longer than every run of
 * backticks in it. In a table a pipe is escaped, as its rows want; behind an odd number of backslashes, where no escape
 * is read as one, it is written as its code.
 */
export function code(text: string, inTable = false): string {
  const line = text.replace(/[\r\n]+/g, '⏎');
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  // Markdown takes one space from either end, but not when there is nothing else.
  const space = /^`|`$|^ .*[^ ]|[^ ].* $/.test(line) ? ' ' : '';
  const span = `${fence}${space}${line === '' ? ' ' : line}${space}${fence}`;
  return inTable
    ? span.replace(/(\\*)\|/g, (_, before: string) => before + (before.length % 2 === 0 ? '\\|' : '\\u007c'))
    : span;
}

/** A text inside HTML tags or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Our own sentence with foreign names in it: plain words and small numbers stay as they are, all else goes into code
 * spans, where Markdown has no syntax and GitHub looks for no mention, reference, commit or link.
 */
export function prose(text: string): string {
  const parts: { code: boolean; lead: string; core: string; trail: string }[] = [];
  for (const token of text.split(/\s+/).filter((part) => part !== '')) {
    const [, lead = '', core = '', trail = ''] = /^(\(?)(.*?)([,;:.)]*)$/su.exec(token) ?? [];
    const list = /^\d/.test(core) && /^[.)]/.test(trail);
    const plain = core === '' || (isPlainWord(core) && !list);
    const last = parts.at(-1);
    if (!plain && last?.code === true && last.trail === '' && lead === '') {
      last.core += ` ${core}`;
      last.trail = trail;
    } else {
      parts.push({ code: !plain, lead, core, trail });
    }
  }
  return parts.map((part) => part.lead + (part.code ? code(part.core) : part.core) + part.trail).join(' ');
}

/** A word of letters or a number of at most six digits, and nothing that could be a commit. */
function isPlainWord(token: string): boolean {
  return (
    /^(?:[\p{L}\p{M}’]+(?:[-/'][\p{L}\p{M}’]+)*|\d{1,3}(?:,?\d{3})?)$/u.test(token) && !/^[0-9a-f]{7,}$/i.test(token)
  );
}
