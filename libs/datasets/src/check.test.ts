import { requireSound } from './check';
import type { DatasetContract, SourceColumn } from './contract';
import { customer } from './contracts/customer';
import { datasets, datasetOf } from './datasets';

const withColumn = (column: Partial<SourceColumn>): DatasetContract => ({
  ...customer,
  sourceColumns: [
    ...customer.sourceColumns,
    {
      name: 'nickname',
      type: 'string',
      meaning: 'Nickname',
      identifies: 'not',
      privacy: { action: 'keep' },
      form: { kind: 'label' },
      neededBy: ['sales_by_category'],
      ...column,
    },
  ],
});
/** Checks all datasets with one of them replaced. */
const checking = (contract: DatasetContract) => () =>
  requireSound(datasets.map((dataset) => (dataset.name === contract.name ? contract : dataset)));

describe('a sound contract', () => {
  it('is what every dataset has', () => {
    expect(() => requireSound(datasets)).not.toThrow();
  });

  it('keeps no column that identifies directly', () => {
    expect(checking(withColumn({ identifies: 'directly' }))).toThrow(
      'dataset customer, column nickname: it identifies a person directly and must not be kept; drop, hash or derive it',
    );
  });

  it('derives from a direct identifier something else than itself', () => {
    const itself = { action: 'derive', as: 'nick', type: 'string', meaning: '', expression: 'NICKNAME' } as const;
    expect(checking(withColumn({ identifies: 'directly', privacy: itself }))).toThrow(
      'dataset customer, column nickname: what is derived from it is the column itself',
    );
  });

  it('curates nothing that no source column passes', () => {
    const email = { name: 'email', type: 'string', meaning: 'E-mail address' } as const;
    expect(checking({ ...customer, columns: [...customer.columns, email] })).toThrow(
      'dataset customer, column email: it is curated, yet no source column passes as it',
    );
  });

  it('says of each kept column of a table what its values look like', () => {
    const contract = withColumn({ form: undefined } as unknown as Partial<SourceColumn>);
    expect(checking(contract)).toThrow(
      "column nickname: it is kept, yet 'form' does not say what its values look like",
    );
  });

  it('keeps no column that identifies in combination and that nothing needs', () => {
    expect(checking(withColumn({ identifies: 'in combination', neededBy: [] }))).toThrow(
      'dataset customer, column nickname: it identifies a person in combination and no analysis needs it',
    );
  });

  it('keeps a column that identifies in combination where an analysis needs it', () => {
    expect(checking(withColumn({ identifies: 'in combination' }))).not.toThrow();
  });

  it('names only needs that exist', () => {
    expect(checking(withColumn({ neededBy: ['sales_by_moon_phase'] }))).toThrow(
      "'neededBy' must name analyses or rules, got sales_by_moon_phase",
    );
  });

  it('names no need for what it drops', () => {
    expect(checking(withColumn({ privacy: { action: 'drop' } }))).toThrow(
      'column nickname: it is dropped, yet sales_by_category needs it',
    );
  });

  it('has no two columns of one name', () => {
    expect(checking({ ...customer, partitionKeys: [{ name: 'birth_year', type: 'int', meaning: '' }] })).toThrow(
      'dataset customer: the column birth_year stands there twice',
    );
  });

  it('has a key of its own columns', () => {
    expect(checking({ ...customer, primaryKey: ['customer_id'] })).toThrow('names customer_id, which is no column');
  });

  it('comes after its parents', () => {
    expect(() => requireSound([...datasets].reverse())).toThrow(
      'dataset survey_route: its parent survey_response must be a dataset that comes before it',
    );
  });
});

describe('datasetOf', () => {
  it('lists what there is when asked for what there is not', () => {
    expect(() => datasetOf('orders')).toThrow(
      'dataset must be one of customer, purchase, review, survey_response, survey_route, clicks, got orders',
    );
  });
});
