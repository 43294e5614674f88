/**
 * A part of the review that can be shown in several sizes; each is whole lines, written only when it is looked at, as
 * most of a large review never is.
 */
export interface Foldable {
  /** How many sizes there are, 1 or more; 0 is the largest. */
  readonly sizes: number;
  text(size: number): string;
  /** Headings under which it stands, the outermost first, as they are written; each costs its length once. */
  readonly headings: readonly string[];
  /** The higher, the later it folds. */
  readonly danger: number;
}

/**
 * Chooses the largest size of each part such that all fit into the room. Every part gets its smallest size before any
 * gets a larger one, the most dangerous first, and the first that does not fit ends it: the least dangerous folds
 * first. Gives the size of each part, -1 for a part that is left out.
 */
export function fold(parts: readonly Foldable[], room: number): number[] {
  const chosen = parts.map(() => -1);
  const dangers = Float64Array.from(parts, ({ danger }) => danger);
  const order = Uint32Array.from(parts.keys()).sort((a, b) => (dangers[b] ?? 0) - (dangers[a] ?? 0) || a - b);
  const opened = new Set<string>();
  let left = room;
  const rounds = parts.reduce((most, part) => Math.max(most, part.sizes), 0);
  for (let round = 1; round <= rounds; round++) {
    for (const at of order) {
      const part = parts[at];
      if (part === undefined || part.sizes < round) continue;
      const size = part.sizes - round;
      const shown = chosen[at] ?? -1;
      const fresh = part.headings.filter((_, depth) => !opened.has(placeOf(part, depth)));
      const cost = part.text(size).length - (shown < 0 ? 0 : part.text(shown).length) + lengthOf(fresh);
      if (cost > left) return chosen;
      left -= cost;
      part.headings.forEach((_, depth) => opened.add(placeOf(part, depth)));
      chosen[at] = size;
    }
  }
  return chosen;
}

/** The chosen texts below their headings. Parts of one heading must follow each other. */
export function unfolded(parts: readonly Foldable[], chosen: readonly number[]): string {
  let text = '';
  let place = '';
  for (const [at, part] of parts.entries()) {
    const size = chosen[at] ?? -1;
    if (size < 0) continue;
    part.headings.forEach((heading, depth) => {
      if (!place.startsWith(placeOf(part, depth))) text += heading;
    });
    place = placeOf(part, part.headings.length - 1);
    text += part.text(size);
  }
  return text;
}

function placeOf({ headings }: Foldable, depth: number): string {
  return headings.slice(0, depth + 1).join('');
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((total, text) => total + text.length, 0);
}
