import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { datasetOf } from './datasets';
import { rulesetOf } from './ruleset';

type Row = Readonly<Record<string, string | number | boolean | null>>;
/** A row, and the rules that it must break. */
type Expectation = readonly [what: string, row: Row, broken: readonly string[]];

const repository = path.join(__dirname, '../../..');
const asOf = { '{{as_of}}': '2024-07-01T00:00:00Z', '{{as_of_year}}': '2024' };

const paid = {
  category: 'coats',
  quantity: 1,
  unit_price_jpy: 1,
  purchased_at: '2024-01-01T00:00:00Z',
  status: 'paid',
};
const answered = { response_id: 'r1', answered_at: '2024-04-01T00:00:00Z', satisfaction_given: false };
const bad = (rule: string): string[] => [rule];

const expectations: Readonly<Record<string, readonly Expectation[]>> = {
  customer: [
    ['an unknown birth year', { birth_year: null }, []],
    ['the first birth year', { birth_year: 1900 }, []],
    ['a birth year too early', { birth_year: 1899 }, bad('birth_year_in_range')],
    ['a birth year of the run', { birth_year: 2024 }, []],
    ['a birth year after the run', { birth_year: 2025 }, bad('birth_year_in_range')],
  ],
  purchase: [
    ['the least of everything', paid, []],
    ['the most of everything', { ...paid, quantity: 1000, unit_price_jpy: 10_000_000 }, []],
    ['no quantity', { ...paid, quantity: null }, bad('quantity_in_range')],
    ['nothing bought', { ...paid, quantity: 0 }, bad('quantity_in_range')],
    ['too much bought', { ...paid, quantity: 1001 }, bad('quantity_in_range')],
    ['a return of less than nothing while paid', { ...paid, quantity: -1 }, bad('quantity_in_range')],
    ['the largest return', { ...paid, status: 'returned', quantity: -1000 }, []],
    ['a return of a positive quantity', { ...paid, status: 'returned', quantity: 1000 }, []],
    ['a return too large', { ...paid, status: 'returned', quantity: -1001 }, bad('quantity_in_range')],
    ['a cancellation of nothing', { ...paid, status: 'cancelled', quantity: 0 }, bad('quantity_in_range')],
    ['a price of nothing', { ...paid, unit_price_jpy: 0 }, bad('unit_price_in_range')],
    ['a price too high', { ...paid, unit_price_jpy: 10_000_001 }, bad('unit_price_in_range')],
    ['no price', { ...paid, unit_price_jpy: null }, bad('unit_price_in_range')],
    ['an unknown status', { ...paid, status: 'Paid' }, bad('status_known')],
    ['no status', { ...paid, status: null }, bad('status_known')],
    ['a purchase at the start of the run', { ...paid, purchased_at: '2024-07-01T00:00:00Z' }, []],
    ['a purchase after it', { ...paid, purchased_at: '2024-07-01T01:00:00Z' }, bad('purchased_before_run')],
    ['no time of purchase', { ...paid, purchased_at: null }, bad('purchased_before_run')],
    ['no category', { ...paid, category: null }, []],
    ['two rules broken', { ...paid, quantity: 0, unit_price_jpy: 0 }, ['quantity_in_range', 'unit_price_in_range']],
  ],
  review: [
    ['the lowest rating', { rating: 1 }, []],
    ['the highest rating', { rating: 5 }, []],
    ['a rating too low', { rating: 0 }, bad('rating_in_range')],
    ['a rating too high', { rating: 6 }, bad('rating_in_range')],
    ['no rating', { rating: null }, bad('rating_in_range')],
  ],
  survey_response: [
    ['no age and no satisfaction', { ...answered, age: null, satisfaction: null }, []],
    ['no number', { ...answered, response_id: null }, bad('response_id_given')],
    ['a number of white space', { ...answered, response_id: '  ' }, bad('response_id_given')],
    ['no readable time', { ...answered, answered_at: null }, bad('time_readable')],
    ['the youngest', { ...answered, age: 10 }, []],
    ['one too young', { ...answered, age: 9 }, bad('age_in_range')],
    ['the oldest', { ...answered, age: 100 }, []],
    ['one too old', { ...answered, age: 101 }, bad('age_in_range')],
    ['a negative age', { ...answered, age: -1 }, bad('age_in_range')],
    ['the highest satisfaction', { ...answered, satisfaction_given: true, satisfaction: 5 }, []],
    [
      'a satisfaction too high',
      { ...answered, satisfaction_given: true, satisfaction: 6 },
      bad('satisfaction_in_range'),
    ],
    ['an unreadable satisfaction', { ...answered, satisfaction_given: true }, bad('satisfaction_in_range')],
  ],
};

function caseOf(name: string) {
  const dataset = datasetOf(name);
  const schema = [...dataset.columns, ...dataset.stagedOnly]
    .map((column) => `${column.name} ${column.type}`)
    .join(', ');
  const columns = dataset.ruleColumns.map((column) => [
    column.name,
    column.kind === 'known'
      ? 'true'
      : Object.entries(asOf).reduce((text, [mark, value]) => text.replaceAll(mark, value), column.expression),
  ]);
  const rows = (expectations[name] ?? []).map(([, row]) => row);
  return { schema, columns: Object.fromEntries(columns), dqdl: rulesetOf(dataset, 'rows')?.dqdl, rows };
}

describe('row rules, evaluated by Spark and Deequ', () => {
  const names = Object.keys(expectations);
  const found = new Map<string, string[][]>();

  beforeAll(() => {
    const python = path.join(repository, '.cache/python/bin/python');
    const script = path.join(__dirname, '../testing/evaluate_rules.py');
    const input = JSON.stringify({ cases: names.map(caseOf) });
    const output = execFileSync(python, [script], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
    // Two banners of the parser's generator precede the answer on standard output.
    const answer: string[][][] = JSON.parse(output.slice(output.indexOf('[[')));
    names.forEach((name, index) => found.set(name, answer[index] ?? []));
  });

  describe.each(names)('of %s', (name) => {
    it.each((expectations[name] ?? []).map(([what, , broken], index) => ({ what, broken, index })))(
      '$what breaks $broken',
      ({ broken, index }) => {
        expect(found.get(name)?.[index]).toEqual(broken.map((rule) => `ColumnValues "${rule}" in ["true"]`));
      },
    );
  });
});
