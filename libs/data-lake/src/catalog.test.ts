import { datasetOf, datasets } from '@mall/datasets';
import { synthesize, testEnvironment as environment } from '@mall/foundation';
import { Catalog } from './catalog';

const catalog = synthesize((stack) => {
  new Catalog(stack, 'Catalog', { environment, datasets, curatedBucket: 'curated' });
});
const table = (name: string) => catalog.all('aws_glue_catalog_table').find((found) => found.name === name);

describe('Catalog', () => {
  it('has one table for each dataset', () => {
    expect(catalog.all('aws_glue_catalog_table').map(({ name }) => name)).toEqual(
      expect.arrayContaining(datasets.map(({ name }) => name)),
    );
    expect(catalog.all('aws_glue_catalog_table')).toHaveLength(datasets.length);
  });

  it('shows exactly the columns of the contract, in their order', () => {
    const { columns } = table('purchase')?.storage_descriptor as { columns: { name: string; type: string }[] };
    expect(columns.map(({ name, type }) => ({ name, type }))).toEqual(
      datasetOf('purchase').columns.map(({ name, type }) => ({ name, type })),
    );
  });

  it('has the partition keys of the S3 path', () => {
    expect(table('clicks')?.partition_keys).toMatchObject([{ name: 'year' }, { name: 'month' }, { name: 'day' }]);
    expect(table('customer')?.partition_keys).toEqual([]);
  });

  it('points each table at its folder of the curated bucket', () => {
    expect(table('survey_route')?.storage_descriptor).toMatchObject({ location: 's3://curated/survey_route/' });
  });

  it('leaves to the crawler what the crawler writes', () => {
    expect(table('clicks')?.lifecycle).toEqual({ ignore_changes: ['parameters', 'storage_descriptor[0].parameters'] });
  });
});
