import type { DatasetContract, RuleColumn, SourceColumn } from '../contract';
import { passingColumns } from '../passing';
import { fiveYears } from '../retention';
import { atLeastOneRow, exactColumns, holds, keyOf } from '../rules';

const dropped = { privacy: { action: 'drop' }, neededBy: [] } as const;
const kept = { action: 'keep' } as const;

const sourceColumns: readonly SourceColumn[] = [
  {
    name: 'review_id',
    type: 'string',
    meaning: 'Number of the review',
    identifies: 'in combination',
    privacy: kept,
    form: { kind: 'code' },
    neededBy: ['sales_rate_and_reviews', 'review.key_unique'],
  },
  {
    name: 'purchase_id',
    type: 'string',
    meaning: 'Number of the order that is reviewed',
    identifies: 'in combination',
    privacy: kept,
    form: { kind: 'code' },
    neededBy: ['review.purchase_known'],
  },
  { name: 'customer_id', type: 'string', meaning: 'Who wrote it', identifies: 'directly', ...dropped },
  { name: 'product_id', type: 'string', meaning: 'Number of the product', identifies: 'not', ...dropped },
  {
    name: 'category',
    type: 'string',
    meaning: 'Category as the review gives it',
    identifies: 'not',
    privacy: kept,
    form: { kind: 'label' },
    neededBy: ['sales_rate_and_reviews'],
  },
  {
    name: 'rating',
    type: 'int',
    meaning: 'Stars, 1 to 5',
    identifies: 'not',
    privacy: kept,
    form: { kind: 'number', digits: 2 },
    neededBy: ['sales_rate_and_reviews'],
  },
  { name: 'title', type: 'string', meaning: 'Title, free text', identifies: 'directly', ...dropped },
  { name: 'body', type: 'string', meaning: 'Review, free text', identifies: 'directly', ...dropped },
  { name: 'created_at', type: 'timestamp', meaning: 'When it was written', identifies: 'in combination', ...dropped },
];

const purchaseKnown: RuleColumn = {
  name: 'purchase_known',
  meaning: 'The reviewed order is among the purchases of the run.',
  kind: 'known',
  column: 'purchase_id',
  parent: { dataset: 'purchase', column: 'purchase_id' },
};

const ratingInRange: RuleColumn = {
  name: 'rating_in_range',
  meaning: 'The rating is 1 to 5.',
  kind: 'expression',
  expression: 'rating is not null and rating between 1 and 5',
};

const columns = passingColumns(sourceColumns);

/** What buyers think, without their words: a rating and a category. */
export const review: DatasetContract = {
  name: 'review',
  meaning: 'One row per review of an order.',
  source: 'table',
  sourceColumns,
  columns,
  stagedOnly: [],
  partitionKeys: [],
  primaryKey: ['review_id'],
  retentionDays: fiveYears,
  ruleColumns: [ratingInRange, purchaseKnown],
  datasetRules: [...exactColumns('review', columns), atLeastOneRow('review'), ...keyOf('review', 'review_id')],
  rowRules: [holds('review', ratingInRange, ['rating']), holds('review', purchaseKnown, ['purchase_id'])],
};
