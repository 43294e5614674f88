import type { CuratedColumn, DatasetContract } from './contract';
import { extractColumns, viewOf } from './extract';
import { rulesetOf, type RulesetKind } from './ruleset';

/**
 * The contracts as deterministic JSON text, for jobs and functions that are not TypeScript: keys in snake case, datasets
 * in order, no times, a line feed at the end. A rule set that has no rules is `null`. Deequ returns outcomes in an order of
 * its own: match them by the text of each rule, which is written as Deequ normalises it.
 */
export function contractsJson(datasets: readonly DatasetContract[]): string {
  return `${JSON.stringify({ datasets: datasets.map(plainDataset) }, undefined, 2)}\n`;
}

function plainDataset(dataset: DatasetContract): object {
  return {
    name: dataset.name,
    source: dataset.source,
    view: dataset.source === 'table' ? viewOf(dataset) : null,
    extract: extractColumns(dataset),
    columns: dataset.columns.map(plainColumn),
    staged_only: dataset.stagedOnly.map(plainColumn),
    partition_keys: dataset.partitionKeys.map((key) => ({ ...plainColumn(key), expression: key.expression ?? null })),
    primary_key: dataset.primaryKey,
    rule_columns: dataset.ruleColumns.map((column) => ({ parent: null, expression: null, column: null, ...column })),
    gate: plainRuleset(dataset, 'gate'),
    rows: plainRuleset(dataset, 'rows'),
    follows: dataset.follows ?? null,
  };
}

function plainColumn({ name, type, emptyBecomes }: CuratedColumn): object {
  return { name, type, empty_becomes: emptyBecomes ?? null };
}

function plainRuleset(dataset: DatasetContract, kind: RulesetKind): object | null {
  const ruleset = rulesetOf(dataset, kind);
  if (ruleset === undefined) return null;
  const rules = kind === 'gate' ? dataset.datasetRules : dataset.rowRules;
  return {
    dqdl: ruleset.dqdl,
    rules: rules.map((rule) => ({
      name: rule.name,
      dqdl: rule.dqdl,
      meaning: rule.meaning,
      columns: 'columns' in rule ? rule.columns : [],
      parent: 'parent' in rule ? rule.parent : null,
    })),
  };
}
