import type { CuratedColumn, DatasetContract, RuleColumn } from '../contract';
import { fiveYears } from '../retention';
import { atLeastOneRow, exactColumns, holds } from '../rules';
import { quarter } from './quarter';

const columns: readonly CuratedColumn[] = [
  { name: 'response_id', type: 'string', meaning: 'Number of the response; case counts. NULL where none is given' },
  { name: 'answered_at', type: 'timestamp', meaning: 'When it was answered, UTC. NULL where absent or unreadable' },
  {
    name: 'age',
    type: 'int',
    meaning:
      'Age in whole years as given, also out of range (then held within -1 to 999). NULL where none, a band or other text is given',
  },
  {
    name: 'age_band',
    type: 'string',
    meaning: '10s, 20s, 30s, 40s, 50s, 60plus, or unknown; from the age, else from a band such as 30代',
  },
  {
    name: 'satisfaction',
    type: 'int',
    meaning:
      'Satisfaction as given, 1 to 5 (out of range held within -1 to 999). NULL where none is given or it is no whole number',
  },
];

const stagedOnly: readonly CuratedColumn[] = [
  {
    name: 'satisfaction_given',
    type: 'boolean',
    meaning: 'The cell of satisfaction holds something, readable or not',
  },
];

const responseIdGiven: RuleColumn = {
  name: 'response_id_given',
  meaning: 'The response has its number.',
  kind: 'expression',
  expression: "response_id is not null and trim(response_id) <> ''",
};

const timeReadable: RuleColumn = {
  name: 'time_readable',
  meaning: 'The time of the answer can be read.',
  kind: 'expression',
  expression: 'answered_at is not null',
};

const ageInRange: RuleColumn = {
  name: 'age_in_range',
  meaning: 'A whole-number age is 10 to 100; an age may be missing.',
  kind: 'expression',
  expression: 'age is null or age between 10 and 100',
};

const satisfactionInRange: RuleColumn = {
  name: 'satisfaction_in_range',
  meaning: 'The satisfaction is 1 to 5 or empty.',
  kind: 'expression',
  expression: 'case when satisfaction is null then not satisfaction_given else satisfaction between 1 and 5 end',
};

const name = 'survey_response';

/** Who answered the quarter's survey, without anything typed freely. */
export const surveyResponse: DatasetContract = {
  name,
  meaning: "One row per response to a quarter's survey.",
  source: 'survey',
  sourceColumns: [],
  columns,
  stagedOnly,
  partitionKeys: [quarter],
  primaryKey: ['response_id'],
  retentionDays: fiveYears,
  ruleColumns: [responseIdGiven, timeReadable, ageInRange, satisfactionInRange],
  datasetRules: [...exactColumns(name, [...columns, ...stagedOnly]), atLeastOneRow(name)],
  rowRules: [
    holds(name, responseIdGiven, ['response_id']),
    holds(name, timeReadable, ['answered_at']),
    holds(name, ageInRange, ['age']),
    holds(name, satisfactionInRange, ['satisfaction']),
  ],
};
