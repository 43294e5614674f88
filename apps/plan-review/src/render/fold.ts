/**
 * A part of the review that can be shown in several sizes, the smallest last; each is whole lines, written only when it
 * is looked at, as most of a large review never is.
 */
export interface Foldable {
  readonly forms: readonly (() => string)[];
  /** Headings under which it stands, the outermost first, as they are written; each costs its length once. */
  readonly headings: readonly string[];
  /** The higher, the later it folds. */
  readonly danger: number;
}

/**
 * Chooses the largest form of each part such that all fit into the room. Every part gets its smallest form before any
 * gets a larger one, the most dangerous first, and the first that does not fit ends it: the least dangerous folds
 * first. Gives the form of each part, -1 for a part that is left out.
 */
export function fold(parts: readonly Foldable[], room: number): number[] {
  const chosen = parts.map(() => -1);
  const order = parts.map((part, at) => ({ part, at })).sort((a, b) => b.part.danger - a.part.danger);
  const opened = new Set<string>();
  let left = room;
  const rounds = parts.reduce((most, part) => Math.max(most, part.forms.length), 0);
  for (let round = 1; round <= rounds; round++) {
    for (const { part, at } of order) {
      const text = part.forms[part.forms.length - round]?.();
      if (text === undefined) continue;
      const fresh = part.headings.filter((_, depth) => !opened.has(placeOf(part, depth)));
      const cost = text.length - (part.forms[chosen[at] ?? -1]?.().length ?? 0) + lengthOf(fresh);
      if (cost > left) return chosen;
      left -= cost;
      part.headings.forEach((_, depth) => opened.add(placeOf(part, depth)));
      chosen[at] = part.forms.length - round;
    }
  }
  return chosen;
}

/** The chosen forms below their headings. Parts of one heading must follow each other. */
export function unfolded(parts: readonly Foldable[], chosen: readonly number[]): string {
  let text = '';
  let place = '';
  for (const [at, part] of parts.entries()) {
    const form = part.forms[chosen[at] ?? -1]?.();
    if (form === undefined) continue;
    part.headings.forEach((heading, depth) => {
      if (!place.startsWith(placeOf(part, depth))) text += heading;
    });
    place = placeOf(part, part.headings.length - 1);
    text += form;
  }
  return text;
}

function placeOf({ headings }: Foldable, depth: number): string {
  return headings.slice(0, depth + 1).join('');
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((total, text) => total + text.length, 0);
}
