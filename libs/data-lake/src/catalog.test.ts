import { datasetOf, datasets, quarantineColumns } from '@mall/datasets';
import { synthesize, testEnvironment as environment } from '@mall/foundation';
import { Catalog } from './catalog';

const catalog = synthesize((stack) => {
  new Catalog(stack, 'Catalog', { environment, datasets, curatedBucket: 'curated', quarantineBucket: 'quarantine' });
});
const table = (name: string) => catalog.all('aws_glue_catalog_table').find((found) => found.name === name);

describe('Catalog', () => {
  it('has one table for each dataset, and one for bad rows', () => {
    const names = catalog.all('aws_glue_catalog_table').map(({ name }) => name);
    expect([...names].sort()).toEqual([...datasets.map(({ name }) => name), 'quarantine'].sort());
  });

  it('shows bad rows as they lie in the quarantine bucket, of every run, without waiting for a crawler', () => {
    expect(table('quarantine')).toMatchObject({
      storage_descriptor: {
        location: 's3://quarantine/rows/',
        ser_de_info: { serialization_library: 'org.openx.data.jsonserde.JsonSerDe' },
        columns: quarantineColumns,
      },
    });
    expect(table('quarantine')?.partition_keys).toBeUndefined();
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
