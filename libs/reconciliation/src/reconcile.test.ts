import { clickEquations, type Equation, equations } from './equations';
import type { Figure, FigureName, Rows } from './figures';
import { reconcile, unbalanced } from './reconcile';

const run = { run_id: 'wr_1', as_of: '2024-07-01T00:00:00Z' };

/** Figures of one dataset, or one part of it. */
const figuresOf = (dataset: string, rows: Partial<Record<FigureName, Rows>>, part = ''): Figure[] =>
  Object.entries(rows).map(([figure, count]) => ({ dataset, part, figure: figure as FigureName, rows: count }));

const purchases = {
  in_database: 1000,
  extracted: 1000,
  read: 1000,
  good: 980,
  mended: 3,
  bad: 17,
  to_quarantine: 17,
  in_quarantine: 17,
  going_on: 983,
  passed: 983,
  curated: 983,
  in_catalog: 983,
  sales_by_category: 900,
  sales_by_age_band_and_category: 900,
  not_paid: 83,
} as const;

const reconciled = (figures: readonly Figure[], table: readonly Equation[] = equations) =>
  reconcile(run, table, figures);

describe('a run report', () => {
  it('balances where every step hands on what it got', () => {
    const report = reconciled(figuresOf('purchase', purchases));
    expect(unbalanced(report)).toEqual([]);
    expect(report).toMatchObject({ ...run, balanced: true });
    expect(report.equations.map(({ step }) => step)).toEqual([
      ...['extract', 'read', 'judge', 'quarantine', 'pass', 'curate', 'catalog', 'analyse', 'analyse'],
    ]);
  });

  it.each([
    ['in_database', 1001, "step 'extract' of purchase: 1,001 rows in the database, but 1,000 rows extracted"],
    [
      'bad',
      16,
      "step 'judge' of purchase: 1,000 rows read by quality, but 999 (980 good rows + 3 rows good by a correction + 16 bad rows)",
    ],
    ['in_quarantine', 16, "step 'quarantine' of purchase: 17 bad rows in all, but 16 rows in quarantine"],
    ['passed', 984, "step 'pass' of purchase: 983 good rows in all that go on, but 984 rows that passed"],
    ['in_catalog', 982, "step 'catalog' of purchase: 983 rows curated, but 982 rows in the catalog"],
    [
      'sales_by_category',
      901,
      "step 'analyse' of purchase: 983 rows in the catalog, but 984 (901 orders by category + 83 purchases not paid)",
    ],
  ] as const)('names step, dataset and both figures when %s is %i', (figure, rows, sentence) => {
    const report = reconciled(figuresOf('purchase', { ...purchases, [figure]: rows }));
    expect(report.balanced).toBe(false);
    expect(unbalanced(report)).toContain(sentence);
  });

  it('takes a figure that is missing on the right for no row', () => {
    const { curated } = purchases;
    expect(unbalanced(reconciled(figuresOf('purchase', { curated })))).toEqual([
      "step 'catalog' of purchase: 983 rows curated, but 0 rows in the catalog",
    ]);
  });

  it('does not ask a dataset for a step that it does not take', () => {
    expect(reconciled(figuresOf('customer', { in_catalog: 7 })).equations).toEqual([]);
  });

  it('holds each quarter of a survey by itself, and says which', () => {
    const parsed = { in_workbook: 50, responses: 45, repeated_responses: 5 };
    const figures = [
      ...figuresOf('survey_response', { ...parsed, read: 45, good: 45 }, '2024Q1'),
      ...figuresOf('survey_response', { ...parsed, read: 44, held_back: 44 }, '2024Q2'),
    ];
    expect(unbalanced(reconciled(figures))).toEqual([
      "step 'read' of survey_response 2024Q2: 45 responses, but 44 rows read by quality",
    ]);
  });

  it.each([
    [[90, 100], true],
    [[90, 94], false],
    [[101, 110], false],
  ] as const)('lets rows arrive while they are counted: %j', (in_catalog, balanced) => {
    const clicks = figuresOf('clicks', { in_catalog, clicks_by_hour: 90, repeated_events: [3, 5], no_page: [2, 5] });
    expect(reconciled(clicks).balanced).toBe(balanced);
  });

  it('leaves out what has no row on either side', () => {
    expect(reconciled(figuresOf('survey_route', { passed: 0, curated: 0, in_catalog: 0 })).equations).toEqual([]);
  });

  it('follows clicks from their sender to the catalog', () => {
    const clicks = { sent: 20, accepted: 17, rejected: 3, taken_in: 30, delivered: 29, failed: 0, in_catalog: 29 };
    expect(unbalanced(reconciled(figuresOf('clicks', clicks), clickEquations))).toEqual([
      "step 'deliver' of clicks: 30 records taken in by Firehose, but 29 (29 records delivered)",
    ]);
  });
});
