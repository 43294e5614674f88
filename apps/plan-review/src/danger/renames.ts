import type { JudgedChange } from '../change';
import type { JsonObject } from '../json';
import { sha256 } from '../text';

/** Created resources of a type that a destroyed one is compared with. */
export const mostCandidates = 20;

/** Plain values by name: equal ones are equal here, and none is long. */
type PlainValues = ReadonlyMap<string, string | number>;

/**
 * Destroyed and created resources of one type in one plan: most often a rename without a `moved` block. Of the created
 * ones only what is compared is in memory.
 */
export class Renames {
  readonly #candidates = new Map<string, { address: string; values: PlainValues }[]>();

  constructor(created: Iterable<JudgedChange>) {
    for (const { type, address, after } of created) {
      const candidate = { address, values: plainValues(after) };
      const others = this.#candidates.get(type);
      if (others === undefined) this.#candidates.set(type, [candidate]);
      else others.push(candidate);
    }
  }

  /** The address of the created resource that a destroyed one seems to become. */
  of({ action, deposed, type, before }: JudgedChange): string | undefined {
    const candidates = this.#candidates.get(type);
    if (action !== 'destroy' || deposed !== undefined || candidates === undefined) return undefined;
    const values = plainValues(before);
    const [best] = candidates
      .map((candidate) => ({ address: candidate.address, alike: likeness(values, candidate.values) }))
      .sort((a, b) => b.alike - a.alike);
    return best !== undefined && best.alike >= 0.5 ? best.address : undefined;
  }
}

/** Share of the new resource's plain values that the old one has too. */
function likeness(old: PlainValues, fresh: PlainValues): number {
  if (fresh.size === 0) return 0;
  return [...fresh].filter(([name, value]) => old.get(name) === value).length / fresh.size;
}

function plainValues(values: JsonObject): PlainValues {
  const plain = new Map<string, string | number>();
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'number') plain.set(name, value);
    else if (typeof value === 'string') plain.set(name, value.length > 64 ? sha256(value) : value);
  }
  return plain;
}
