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
  // A copy: the engine's slice would keep the whole text in memory.
  const start = Buffer.from(text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, ''), 'utf16le').toString('utf16le');
  return `${start}… (${text.length.toLocaleString('en')} characters, sha256 ${sha256(text).slice(0, 12)})`;
}

// Control and format characters, marks that turn the reading direction, whatever has no width or looks like a space but
// is none (the ideographic space is at home in Japanese), and halves of a pair.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]|[^\S \u3000]/gu;

/** A text on one line in which nothing is hidden: unseen characters are written as their code. */
export function plain(text: string): string {
  return text.replace(unseen, (character) => {
    if (character === '\n') return '⏎';
    const hex = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex}`;
  });
}
