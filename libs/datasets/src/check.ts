import { analyses } from './analyses';
import type { DatasetContract, SourceColumn } from './contract';
import { passingColumns } from './passing';

/**
 * Requires that contracts keep what they promise. Runs whenever the contracts are loaded, so also at every synth.
 *
 * @throws Error in one sentence: on a direct identifier that is kept, or derived from so that it stays what it was; a kept
 * combining one that nothing needs; a kept column of a table without a form; a column that no source column passes; a need
 * that does not exist; a key or ruled column that is not there; a parent that does not come earlier.
 */
export function requireSound(datasets: readonly DatasetContract[]): void {
  const needs = new Set<string>([
    ...analyses,
    ...datasets.flatMap(({ rowRules, datasetRules }) => [...rowRules, ...datasetRules].map(({ name }) => name)),
  ]);
  const earlier = new Set<string>();
  for (const dataset of datasets) {
    for (const column of dataset.sourceColumns) requirePrivate(dataset, column, needs);
    requirePassing(dataset);
    requireColumns(dataset);
    requireParents(dataset, earlier);
    earlier.add(dataset.name);
  }
}

function requirePrivate(dataset: DatasetContract, column: SourceColumn, needs: ReadonlySet<string>): void {
  const where = `dataset ${dataset.name}, column ${column.name}`;
  const { identifies, privacy, neededBy } = column;
  if (privacy.action === 'keep' && identifies === 'directly') {
    throw new Error(`${where}: it identifies a person directly and must not be kept; drop, hash or derive it`);
  }
  if (privacy.action === 'derive' && privacy.expression.trim().toLowerCase() === column.name.toLowerCase()) {
    throw new Error(`${where}: what is derived from it is the column itself; derive less, hash or drop it`);
  }
  if (privacy.action === 'keep' && column.form === undefined && dataset.source === 'table') {
    throw new Error(
      `${where}: it is kept, yet 'form' does not say what its values look like, so anything could pass; name its form`,
    );
  }
  if (privacy.action === 'keep' && identifies === 'in combination' && neededBy.length === 0) {
    throw new Error(
      `${where}: it identifies a person in combination and no analysis needs it; drop it or name the need`,
    );
  }
  if (privacy.action === 'drop' && neededBy.length > 0) {
    throw new Error(`${where}: it is dropped, yet ${neededBy.join(', ')} needs it; pass it on or strike the need`);
  }
  const missing = neededBy.find((need) => !needs.has(need));
  if (missing !== undefined) {
    throw new Error(`${where}: 'neededBy' must name analyses or rules, got ${missing}`);
  }
}

/** Surveys have no source columns: their parser alone makes what is staged. */
function requirePassing({ name, source, sourceColumns, columns }: DatasetContract): void {
  if (source === 'survey') return;
  const passing = passingColumns(sourceColumns).map((column) => column.name);
  const other = columns.find((column) => !passing.includes(column.name));
  if (other !== undefined) {
    throw new Error(
      `dataset ${name}, column ${other.name}: it is curated, yet no source column passes as it; strike it, or say how it passes`,
    );
  }
}

function requireColumns(dataset: DatasetContract): void {
  const { name, columns, stagedOnly, partitionKeys, primaryKey, ruleColumns, rowRules } = dataset;
  const own = [...columns, ...stagedOnly].map((column) => column.name);
  const all = [...own, ...partitionKeys.map((key) => key.name), ...ruleColumns.map((column) => column.name)];
  const twice = all.find((column, index) => all.indexOf(column) !== index);
  if (twice !== undefined) throw new Error(`dataset ${name}: the column ${twice} stands there twice; rename one`);
  const named = [...primaryKey, ...rowRules.flatMap((rule) => rule.columns)];
  const missing = named.find((column) => !own.includes(column));
  if (missing !== undefined) throw new Error(`dataset ${name}: its key or a rule names ${missing}, which is no column`);
}

function requireParents(dataset: DatasetContract, earlier: ReadonlySet<string>): void {
  const known = dataset.ruleColumns.flatMap((column) => (column.kind === 'known' ? [column.parent.dataset] : []));
  const parents = dataset.follows === undefined ? known : [...known, dataset.follows.dataset];
  const missing = parents.find((parent) => !earlier.has(parent));
  if (missing !== undefined) {
    throw new Error(`dataset ${dataset.name}: its parent ${missing} must be a dataset that comes before it`);
  }
}
