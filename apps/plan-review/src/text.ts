import { createHash } from 'node:crypto';

/** Longest value that a review shows; beyond it the text is cut and named by its hash. */
export const longestValue = 240;

/** The SHA-256 of a text in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A long text's beginning, its length and its hash; a short one unchanged. */
export function cut(text: string, longest = longestValue): string {
  if (text.length <= longest) return text;
  const start = text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
  return `${start}… (${text.length.toLocaleString('en')} characters, sha256 ${sha256(text).slice(0, 12)})`;
}

// Control characters, marks that turn the reading direction, characters without a width and halves of a pair.
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text on one line in which nothing is hidden: unseen characters are written as their code. */
export function plain(text: string): string {
  return text.replace(unseen, (character) =>
    character === '\n' ? '⏎' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
