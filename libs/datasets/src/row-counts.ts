import type { DatasetContract } from './contract';

/**
 * SQL that counts each curated table: one row per dataset, its name and how many rows the catalog holds. Clicks are left
 * out: they go on while they are counted, so that they and what is known of them are counted in one query.
 */
export function rowsInCatalogSql(datasets: readonly DatasetContract[]): string {
  const counts = datasets
    .filter(({ source }) => source !== 'clicks')
    .map(({ name }) => `select '${name}' as dataset, count(*) as in_catalog from ${name}`);
  return `-- grain: one row per dataset\n${counts.join('\nunion all\n')}\norder by dataset\n`;
}
