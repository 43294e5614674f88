/** A part of the review that can be shown in several sizes, the smallest last; each is whole lines. */
export interface Foldable {
  readonly forms: readonly string[];
  /** Heading under which it stands; it costs its length once. */
  readonly section: string;
  /** The higher, the later it folds. */
  readonly danger: number;
}

/**
 * Chooses the largest form of each part such that all fit into the room. Every part gets its smallest form before any
 * gets a larger one, the most dangerous first, and the first that does not fit ends it: the least dangerous folds
 * first. Gives the form of each part, -1 for a part that is left out.
 */
export function fold(parts: readonly Foldable[], room: number, headingLength: (section: string) => number): number[] {
  const chosen = parts.map(() => -1);
  const order = parts.map((part, at) => ({ part, at })).sort((a, b) => b.part.danger - a.part.danger);
  const opened = new Set<string>();
  let left = room;
  const rounds = parts.reduce((most, part) => Math.max(most, part.forms.length), 0);
  for (let round = 1; round <= rounds; round++) {
    for (const { part, at } of order) {
      const text = part.forms[part.forms.length - round];
      if (text === undefined) continue;
      const heading = opened.has(part.section) ? 0 : headingLength(part.section);
      const cost = text.length - (part.forms[chosen[at] ?? -1]?.length ?? 0) + heading;
      if (cost > left) return chosen;
      left -= cost;
      opened.add(part.section);
      chosen[at] = part.forms.length - round;
    }
  }
  return chosen;
}
