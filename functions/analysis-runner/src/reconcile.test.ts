import { unbalanced } from '@mall/reconciliation';
import { CountShapeError } from './counts';
import type { CurateReport, ExtractReport, QualityReport } from './job-reports';
import { runAnalyses } from './run-analyses';
import { movableClock, playAws, type PlayedQuery, settingsOf } from './testing';

const extract: ExtractReport = { datasets: [{ name: 'purchase', in_database: 100, rows: 100 }] };
const quality: QualityReport = {
  datasets: [
    { name: 'purchase', part: '', rows: 100, good: 98, mended: 3, bad: 2, stopped: false },
    // Not in this run: the catalog's rows are those of an earlier one.
    { name: 'review', part: '', rows: 0, good: 0, mended: 0, bad: 0, stopped: false },
    { name: 'survey_response', part: '2024Q1', rows: 45, good: 44, mended: 0, bad: 1, stopped: false },
    { name: 'survey_response', part: '2024Q2', rows: 20, good: 18, mended: 0, bad: 2, stopped: true },
    { name: 'survey_response', part: '2024Q3', rows: 5, good: 0, mended: 0, bad: 0, stopped: true },
  ],
  written: [
    { name: 'purchase', quarantined: 2, passed: 98 },
    { name: 'review', quarantined: 0, passed: 0 },
    { name: 'survey_response', quarantined: 3, passed: 44 },
  ],
  surveys: [
    { quarter: '2024Q1', rows_read: 50, responses: 45, duplicates: 5 },
    { quarter: '2024Q2', rows_read: 20, responses: 20, duplicates: 0 },
    { quarter: '2024Q3', rows_read: 5, responses: 5, duplicates: 0 },
  ],
};
const curate: CurateReport = {
  tables: [
    { name: 'purchase', rows: 98 },
    { name: 'survey_response', rows: 44 },
  ],
};
const answers: Record<string, PlayedQuery> = {
  sales_by_category: {
    columns: { category: 'varchar', orders: 'bigint' },
    pages: [[['Tops', '60']], [['Knits', '30']]],
  },
  sales_by_age_band_and_category: { columns: { orders: 'bigint' }, pages: [[['90']]] },
  sales_rate_and_reviews: { columns: { review_count: 'bigint' }, pages: [[['300'], ['0']]] },
  clicks_by_hour: { columns: { clicks: 'bigint' }, pages: [[['7'], ['8']]] },
  rows_in_catalog: {
    columns: { dataset: 'varchar', in_catalog: 'bigint', not_paid: 'bigint' },
    pages: [
      [
        ['purchase', '98', '8'],
        ['review', '300', null],
        ['survey_response', '44', null],
      ],
    ],
  },
  click_counts: {
    columns: { dataset: 'varchar', in_catalog: 'bigint', repeated_events: 'bigint', no_page: 'bigint' },
    pages: [[['clicks', '20', '3', '2']]],
  },
};

/** Runs the analyses with these answers and documents in place of those of a run that balances. */
async function reportOf(other: Record<string, PlayedQuery> = {}, jobs: Record<string, object | undefined> = {}) {
  const documents = Object.entries({ extract, quality, curate, ...jobs }).flatMap(([job, document]) =>
    document === undefined ? [] : [[`runs/wr_1/${job}.json`, document] as const],
  );
  const aws = playAws({ ...answers, ...other }, Object.fromEntries(documents));
  const named = settingsOf(
    'sales_by_category',
    'sales_by_age_band_and_category',
    'sales_rate_and_reviews',
    'clicks_by_hour',
  );
  const settings = { ...named, counts: settingsOf('rows_in_catalog', 'click_counts').analyses };
  const { report } = await runAnalyses({ ...aws.clients, settings, clock: movableClock(), deadline: Infinity });
  return { report, written: aws.written() };
}

describe('the report of a run', () => {
  it('balances from the database to the analyses, and lies beside the jobs’ reports', async () => {
    const { report, written } = await reportOf();
    expect(unbalanced(report)).toEqual([]);
    expect(report.equations.map(({ step, dataset, part }) => [step, dataset, part].join(' ').trim())).toEqual([
      'extract purchase',
      ...['2024Q1', '2024Q2', '2024Q3'].map((quarter) => `parse survey_response ${quarter}`),
      'read purchase',
      ...['2024Q1', '2024Q2', '2024Q3'].map((quarter) => `read survey_response ${quarter}`),
      'judge purchase',
      ...['2024Q1', '2024Q2', '2024Q3'].map((quarter) => `judge survey_response ${quarter}`),
      ...['quarantine', 'pass', 'curate', 'catalog'].flatMap((step) => [`${step} purchase`, `${step} survey_response`]),
      'analyse purchase',
      'analyse purchase',
      'analyse review',
      'analyse clicks',
    ]);
    const { body } = written.find(({ key }) => key === 'runs/wr_1/report.json') ?? {};
    expect(JSON.parse(body ?? '')).toEqual(report);
  });

  it('finds a row that curate lost', async () => {
    const { report } = await reportOf({}, { curate: { tables: [{ name: 'purchase', rows: 97 }] } });
    expect(unbalanced(report)).toEqual([
      "step 'curate' of purchase: 98 rows that passed, but 97 rows curated",
      "step 'curate' of survey_response: 44 rows that passed, but 0 rows curated",
      "step 'catalog' of purchase: 97 rows curated, but 98 rows in the catalog",
    ]);
  });

  it('finds rows that an analysis counted twice', async () => {
    const { report } = await reportOf({
      sales_by_category: { columns: { orders: 'bigint' }, pages: [[['90'], ['1']]] },
    });
    expect(unbalanced(report)).toEqual([
      "step 'analyse' of purchase: 98 rows in the catalog, but 99 (91 orders by category + 8 purchases not paid)",
    ]);
  });

  it('expects nothing to go on when a table dataset was stopped', async () => {
    const [purchases, ...others] = quality.datasets;
    const datasets = [{ ...purchases, stopped: true }, ...others];
    const written = quality.written.map((each) => ({ ...each, passed: 0 }));
    const { report } = await reportOf({}, { quality: { ...quality, datasets, written }, curate: undefined });
    expect(unbalanced(report)).toEqual([]);
  });

  it('refuses a count whose columns it does not know', async () => {
    const counting = reportOf({ click_counts: { columns: { dataset: 'varchar', lost: 'bigint' } } });
    await expect(counting).rejects.toThrow(CountShapeError);
    await expect(counting).rejects.toThrow('got dataset, lost');
  });
});
