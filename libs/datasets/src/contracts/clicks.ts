import type { DatasetContract, SourceColumn } from '../contract';
import { passingColumns } from '../passing';
import { fiveYears } from '../retention';

const dropped = { privacy: { action: 'drop' }, neededBy: [] } as const;
const kept = { action: 'keep' } as const;
const neededBy = ['clicks_by_hour'];

const sourceColumns: readonly SourceColumn[] = [
  {
    name: 'event_id',
    type: 'string',
    meaning: 'Number of the event; a repeated delivery repeats it',
    identifies: 'not',
    privacy: kept,
    neededBy,
  },
  {
    name: 'occurred_at',
    type: 'timestamp',
    meaning: 'When it happened, UTC, milliseconds',
    identifies: 'in combination',
    privacy: kept,
    neededBy,
  },
  {
    name: 'ip',
    type: 'string',
    meaning: 'Internet address',
    identifies: 'directly',
    privacy: {
      action: 'hmac',
      domain: 'visitor',
      as: 'visitor_id',
      meaning: 'Pseudonym of the visitor for one Tokyo day: 128 bits over the date and the address',
    },
    neededBy,
  },
  { name: 'method', type: 'string', meaning: 'HTTP method', identifies: 'not', privacy: kept, neededBy },
  {
    name: 'path',
    type: 'string',
    meaning: 'Path with query and fragment',
    identifies: 'in combination',
    privacy: {
      action: 'derive',
      as: 'path',
      type: 'string',
      meaning: 'Path without query and fragment, not decoded',
      expression: 'cut at the first ? or #',
    },
    neededBy,
  },
  { name: 'status', type: 'int', meaning: 'HTTP status', identifies: 'not', privacy: kept, neededBy },
  { name: 'user_agent', type: 'string', meaning: 'Browser', identifies: 'in combination', ...dropped },
  {
    name: 'referrer',
    type: 'string',
    meaning: 'Page that led here',
    identifies: 'in combination',
    privacy: {
      action: 'derive',
      as: 'referrer',
      type: 'string',
      meaning: 'Page that led here, without query and fragment',
      expression: 'cut at the first ? or #',
    },
    neededBy: [],
  },
  {
    name: 'session_id',
    type: 'string',
    meaning: 'Session of the browser',
    identifies: 'in combination',
    privacy: {
      action: 'hmac',
      domain: 'session',
      as: 'session_id',
      meaning: 'Pseudonym of the session; may be absent',
    },
    neededBy: [],
  },
  { name: 'customer_id', type: 'string', meaning: 'Customer, when signed in', identifies: 'directly', ...dropped },
];

/** What visitors of the shop's site looked at. Partitions are of the UTC day, as Firehose writes them. */
export const clicks: DatasetContract = {
  name: 'clicks',
  meaning: 'One row per delivered request; a delivery may repeat an event.',
  source: 'clicks',
  sourceColumns,
  columns: passingColumns(sourceColumns),
  stagedOnly: [],
  partitionKeys: [
    { name: 'year', type: 'string', meaning: 'Year of occurred_at, UTC, four digits' },
    { name: 'month', type: 'string', meaning: 'Month of occurred_at, UTC, two digits' },
    { name: 'day', type: 'string', meaning: 'Day of occurred_at, UTC, two digits' },
  ],
  primaryKey: [],
  retentionDays: fiveYears,
  ruleColumns: [],
  datasetRules: [],
  rowRules: [],
};
