import type { CuratedColumn, DatasetContract } from '../contract';
import { fiveYears } from '../retention';
import { exactColumns } from '../rules';
import { quarter } from './quarter';

const columns: readonly CuratedColumn[] = [
  { name: 'response_id', type: 'string', meaning: 'Number of the response that names the route' },
  {
    name: 'inflow_route',
    type: 'string',
    meaning: 'instagram, youtube, tiktok, x, search, friend, newsletter, tv, flyer or other',
  },
];

const name = 'survey_route';

/** How people found the shop: the routes that a response names, distinct. */
export const surveyRoute: DatasetContract = {
  name,
  meaning: 'One row per response and route that it names; none where it names none or has no number.',
  source: 'survey',
  sourceColumns: [],
  columns,
  stagedOnly: [],
  partitionKeys: [quarter],
  primaryKey: ['response_id', 'inflow_route'],
  retentionDays: fiveYears,
  ruleColumns: [],
  datasetRules: [...exactColumns(name, columns)],
  rowRules: [],
  follows: { dataset: 'survey_response', column: 'response_id' },
};
