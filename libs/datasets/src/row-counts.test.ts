import { datasetOf, datasets } from './datasets';
import { rowsInCatalogSql } from './row-counts';

describe('the rows in the catalog', () => {
  it('are counted for every table that stands still', () => {
    expect(rowsInCatalogSql([datasetOf('customer'), datasetOf('review'), datasetOf('clicks')])).toBe(
      `-- grain: one row per dataset
select 'customer' as dataset, count(*) as in_catalog from customer
union all
select 'review' as dataset, count(*) as in_catalog from review
order by dataset
`,
    );
  });

  it('are asked of each new dataset by itself', () => {
    for (const { name } of datasets.filter(({ source }) => source !== 'clicks')) {
      expect(rowsInCatalogSql(datasets)).toContain(`from ${name}\n`);
    }
  });
});
