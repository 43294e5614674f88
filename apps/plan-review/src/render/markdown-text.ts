/**
 * Any one-line text as a Markdown code span that nothing inside can leave: its fence is longer than every run of
 * backticks in it. Pipes are escaped as tables want it, which is right in a table only.
 */
export function code(text: string, inTable = false): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const space = /^[` ]|[` ]$/.test(text) || text === '' ? ' ' : '';
  const span = `${fence}${space}${text}${space}${fence}`;
  return inTable ? span.replace(/\|/g, '\\|') : span;
}

/** A text inside HTML tags or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Our own sentence with foreign names in it: what Markdown could take for its own is an entity, and a space without a
 * width keeps names and numbers from becoming mentions and references.
 */
export function prose(text: string): string {
  return text
    .replace(
      /[\\`*{}[\]<>|~&$!"']|:(?=\S)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|(?<=www)\.|^[-+=>]|^\d+(?=[.)])/gi,
      entity,
    )
    .replace(/[@#](?!\d+;)|(?<=\bGH)-/gi, (character) => `${entity(character)}&#8203;`);
}

function entity(text: string): string {
  return Array.from(text, (character) => `&#${character.charCodeAt(0)};`).join('');
}
