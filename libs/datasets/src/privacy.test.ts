import { datasetOf, datasets } from './datasets';
import { extractColumns, viewSql } from './extract';
import { glueColumns } from './glue-columns';

const curatedNames = (name: string) => glueColumns(datasetOf(name)).columns.map((column) => column.name);

describe('what leaves the shop', () => {
  it.each([
    ['customer', ['customer_key', 'birth_year']],
    ['purchase', ['purchase_id', 'customer_key', 'category', 'quantity', 'unit_price_jpy', 'purchased_at', 'status']],
    ['review', ['review_id', 'purchase_id', 'category', 'rating']],
    ['clicks', ['event_id', 'occurred_at', 'visitor_id', 'method', 'path', 'status', 'referrer', 'session_id']],
  ])('of %s is this and nothing else', (name, expected) => {
    expect(curatedNames(name)).toEqual(expected);
  });

  it('of a view is the columns that pass, the purchase time cut to the hour', () => {
    expect(viewSql(datasetOf('purchase'))).toBe(
      [
        'CREATE OR REPLACE SQL SECURITY DEFINER VIEW analytics_purchase AS',
        'SELECT',
        '  purchase_id,',
        '  customer_id,',
        '  category,',
        '  quantity,',
        '  unit_price_jpy,',
        "  CAST(DATE_FORMAT(purchased_at, '%Y-%m-%d %H:00:00') AS DATETIME) AS purchased_at,",
        '  status',
        'FROM purchase',
      ].join('\n'),
    );
  });

  it('is read by the extract job under the names of the view and written under curated names, in curated order', () => {
    expect(extractColumns(datasetOf('customer'))).toEqual([
      { source: 'customer_id', name: 'customer_key', type: 'string', hmac: 'customer' },
      { source: 'birth_year', name: 'birth_year', type: 'int' },
    ]);
    for (const dataset of datasets.filter(({ source }) => source === 'table')) {
      expect(extractColumns(dataset).map(({ name, type }) => ({ name, type }))).toEqual(
        dataset.columns.map(({ name, type }) => ({ name, type })),
      );
    }
  });

  it('is nothing that the extract job could read of surveys and clicks', () => {
    expect(extractColumns(datasetOf('clicks'))).toEqual([]);
  });
});

describe('the curated tables', () => {
  it.each([
    ['customer', []],
    ['purchase', ['year', 'month']],
    ['review', []],
    ['survey_response', ['quarter']],
    ['survey_route', ['quarter']],
    ['clicks', ['year', 'month', 'day']],
  ])('partition %s by %j, as text', (name, keys) => {
    const { partitionKeys } = glueColumns(datasetOf(name));
    expect(partitionKeys.map((key) => key.name)).toEqual(keys);
    expect(partitionKeys.every((key) => key.type === 'string')).toBe(true);
  });

  it('hold no column that stands in staged surveys for the rules only', () => {
    expect(curatedNames('survey_response')).toEqual(['response_id', 'answered_at', 'age', 'age_band', 'satisfaction']);
  });
});
