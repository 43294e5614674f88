import type { DatasetContract, RuleColumn, SourceColumn } from '../contract';
import { passingColumns } from '../passing';
import { fiveYears } from '../retention';
import { atLeastOneRow, exactColumns, holds, keyOf } from '../rules';

const dropped = { privacy: { action: 'drop' }, neededBy: [] } as const;
const kept = { action: 'keep' } as const;
const sales = ['sales_by_category', 'sales_by_age_band_and_category', 'sales_rate_and_reviews'];

const sourceColumns: readonly SourceColumn[] = [
  {
    name: 'purchase_id',
    type: 'string',
    meaning: 'Number of the order',
    identifies: 'in combination',
    privacy: kept,
    form: { kind: 'code' },
    neededBy: ['sales_by_category', 'sales_by_age_band_and_category', 'review.purchase_known'],
  },
  {
    name: 'customer_id',
    type: 'string',
    meaning: 'Number of the customer in the shop',
    identifies: 'directly',
    privacy: { action: 'hmac', domain: 'customer', as: 'customer_key', meaning: 'Pseudonym of the buyer' },
    neededBy: ['sales_by_age_band_and_category', 'purchase.customer_known'],
  },
  { name: 'product_id', type: 'string', meaning: 'Number of the product', identifies: 'not', ...dropped },
  { name: 'product_name', type: 'string', meaning: 'Name of the product', identifies: 'not', ...dropped },
  {
    name: 'category',
    type: 'string',
    meaning: 'Category of the product; `unknown` where the shop gives none',
    identifies: 'not',
    privacy: kept,
    form: { kind: 'label' },
    neededBy: sales,
    emptyBecomes: 'unknown',
  },
  {
    name: 'quantity',
    type: 'int',
    meaning: 'Pieces; may be negative where cancelled or returned',
    identifies: 'not',
    privacy: kept,
    form: { kind: 'number', digits: 5 },
    neededBy: sales,
  },
  {
    name: 'unit_price_jpy',
    type: 'int',
    meaning: 'Price of one piece, yen',
    identifies: 'not',
    privacy: kept,
    form: { kind: 'number', digits: 8 },
    neededBy: ['sales_by_category', 'sales_by_age_band_and_category'],
  },
  {
    name: 'purchased_at',
    type: 'timestamp',
    meaning: 'When it was bought, UTC',
    identifies: 'in combination',
    privacy: {
      action: 'derive',
      as: 'purchased_at',
      type: 'timestamp',
      meaning: 'When it was bought, UTC, cut to the hour',
      expression: "CAST(DATE_FORMAT(purchased_at, '%Y-%m-%d %H:00:00') AS DATETIME)",
    },
    neededBy: ['sales_by_age_band_and_category'],
  },
  { name: 'payment_method', type: 'string', meaning: 'How it was paid', identifies: 'in combination', ...dropped },
  { name: 'card_last4', type: 'string', meaning: 'Last digits of the card', identifies: 'in combination', ...dropped },
  {
    name: 'status',
    type: 'string',
    meaning: 'paid, cancelled or returned',
    identifies: 'not',
    privacy: kept,
    form: { kind: 'one of', values: ['paid', 'cancelled', 'returned'] },
    neededBy: sales,
  },
];

const customerKnown: RuleColumn = {
  name: 'customer_known',
  meaning: 'The buyer is among the customers of the run.',
  kind: 'known',
  column: 'customer_key',
  parent: { dataset: 'customer', column: 'customer_key' },
};

const quantityInRange: RuleColumn = {
  name: 'quantity_in_range',
  meaning: 'The quantity is 1 to 1,000; where cancelled or returned, -1,000 to 1,000 but not 0.',
  kind: 'expression',
  expression:
    "quantity is not null and (case when status = 'paid' then quantity between 1 and 1000 " +
    "when status in ('cancelled', 'returned') then quantity between -1000 and 1000 and quantity <> 0 else true end)",
};

const unitPriceInRange: RuleColumn = {
  name: 'unit_price_in_range',
  meaning: 'The price of one piece is 1 to 10,000,000 yen.',
  kind: 'expression',
  expression: 'unit_price_jpy is not null and unit_price_jpy between 1 and 10000000',
};

const statusKnown: RuleColumn = {
  name: 'status_known',
  meaning: 'The status is paid, cancelled or returned.',
  kind: 'expression',
  expression: "status is not null and status in ('paid', 'cancelled', 'returned')",
};

const purchasedInTime: RuleColumn = {
  name: 'purchased_before_run',
  meaning: 'The time of purchase is not after the start of the run.',
  kind: 'expression',
  expression: "purchased_at is not null and purchased_at <= timestamp '{{as_of}}'",
};

const columns = passingColumns(sourceColumns);
const tokyo = "from_utc_timestamp(purchased_at, 'Asia/Tokyo')";

/** Lines of the shop's orders, one product each. */
export const purchase: DatasetContract = {
  name: 'purchase',
  meaning: 'One row per order of one product.',
  source: 'table',
  sourceColumns,
  columns,
  stagedOnly: [],
  partitionKeys: [
    {
      name: 'year',
      type: 'string',
      meaning: 'Year of purchase, Asia/Tokyo, four digits',
      expression: `date_format(${tokyo}, 'yyyy')`,
    },
    {
      name: 'month',
      type: 'string',
      meaning: 'Month of purchase, Asia/Tokyo, two digits',
      expression: `date_format(${tokyo}, 'MM')`,
    },
  ],
  primaryKey: ['purchase_id'],
  retentionDays: fiveYears,
  ruleColumns: [customerKnown, quantityInRange, unitPriceInRange, statusKnown, purchasedInTime],
  datasetRules: [...exactColumns('purchase', columns), atLeastOneRow('purchase'), ...keyOf('purchase', 'purchase_id')],
  rowRules: [
    holds('purchase', customerKnown, ['customer_key']),
    holds('purchase', quantityInRange, ['quantity', 'status']),
    holds('purchase', unitPriceInRange, ['unit_price_jpy']),
    holds('purchase', statusKnown, ['status']),
    holds('purchase', purchasedInTime, ['purchased_at']),
  ],
};
