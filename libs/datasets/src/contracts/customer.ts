import type { DatasetContract, RuleColumn, SourceColumn } from '../contract';
import { passingColumns } from '../passing';
import { fiveYears } from '../retention';
import { atLeastOneRow, exactColumns, holds, keyOf } from '../rules';

const dropped = { privacy: { action: 'drop' }, neededBy: [] } as const;

const sourceColumns: readonly SourceColumn[] = [
  {
    name: 'customer_id',
    type: 'string',
    meaning: 'Number of the customer in the shop',
    identifies: 'directly',
    privacy: {
      action: 'hmac',
      domain: 'customer',
      as: 'customer_key',
      meaning: 'Pseudonym of the customer, the same in every table',
    },
    neededBy: ['sales_by_age_band_and_category', 'purchase.customer_known'],
  },
  { name: 'name', type: 'string', meaning: 'Full name', identifies: 'directly', ...dropped },
  { name: 'name_kana', type: 'string', meaning: 'Full name in katakana', identifies: 'directly', ...dropped },
  { name: 'email', type: 'string', meaning: 'E-mail address', identifies: 'directly', ...dropped },
  { name: 'phone', type: 'string', meaning: 'Telephone number', identifies: 'directly', ...dropped },
  { name: 'postal_code', type: 'string', meaning: 'Postal code', identifies: 'in combination', ...dropped },
  { name: 'address', type: 'string', meaning: 'Postal address', identifies: 'directly', ...dropped },
  {
    name: 'birth_date',
    type: 'date',
    meaning: 'Day of birth',
    identifies: 'in combination',
    privacy: {
      action: 'derive',
      as: 'birth_year',
      type: 'int',
      meaning: 'Year of birth; may be unknown',
      expression: 'YEAR(birth_date)',
    },
    neededBy: ['sales_by_age_band_and_category'],
  },
  { name: 'gender', type: 'string', meaning: 'Gender as given', identifies: 'in combination', ...dropped },
  {
    name: 'joined_at',
    type: 'timestamp',
    meaning: 'When the customer joined',
    identifies: 'in combination',
    ...dropped,
  },
];

const birthYearInRange: RuleColumn = {
  name: 'birth_year_in_range',
  meaning: 'The birth year is 1900 to the year of the run, or unknown.',
  kind: 'expression',
  expression: 'birth_year is null or birth_year between 1900 and {{as_of_year}}',
};

const columns = passingColumns(sourceColumns);

/** People who have joined the shop: a pseudonym and a birth year. */
export const customer: DatasetContract = {
  name: 'customer',
  meaning: 'One row per customer of the shop.',
  source: 'table',
  sourceColumns,
  columns,
  stagedOnly: [],
  partitionKeys: [],
  primaryKey: ['customer_key'],
  retentionDays: fiveYears,
  ruleColumns: [birthYearInRange],
  datasetRules: [...exactColumns('customer', columns), atLeastOneRow('customer'), ...keyOf('customer', 'customer_key')],
  rowRules: [holds('customer', birthYearInRange, ['birth_year'])],
};
