import type { DatasetContract } from './contract';

/** `gate`: breaking one rule stops the dataset. `rows`: a row that breaks one is bad. */
export type RulesetKind = 'gate' | 'rows';

/** A DQDL rule set and, by the same position, the names of its rules. */
export interface Ruleset {
  readonly dataset: string;
  readonly kind: RulesetKind;
  readonly names: readonly string[];
  /** `Rules = [ … ]` */
  readonly dqdl: string;
}

/** The dataset's rule set of a kind, or nothing where it has no such rule. DQDL knows no empty rule set. */
export function rulesetOf(dataset: DatasetContract, kind: RulesetKind): Ruleset | undefined {
  const rules = kind === 'gate' ? dataset.datasetRules : dataset.rowRules;
  if (rules.length === 0) return undefined;
  return {
    dataset: dataset.name,
    kind,
    names: rules.map((rule) => rule.name),
    dqdl: `Rules = [\n${rules.map((rule) => `  ${rule.dqdl}`).join(',\n')}\n]`,
  };
}

/** Every rule set there is, in dataset order, gates before rows: one Glue resource each. */
export function rulesets(datasets: readonly DatasetContract[]): readonly Ruleset[] {
  const kinds: readonly RulesetKind[] = ['gate', 'rows'];
  return datasets.flatMap((dataset) => kinds.flatMap((kind) => rulesetOf(dataset, kind) ?? []));
}
