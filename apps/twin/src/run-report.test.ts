import { countRecords, gateSentences, type QualityReport, rulesNotEvaluated } from './run-report';

const dataset = (props: Partial<QualityReport['datasets'][number]>) => ({
  name: 'purchase',
  part: '',
  rows: 100,
  good: 98,
  mended: 0,
  bad: 2,
  stopped: false,
  reason: '',
  rules: [],
  ...props,
});
const quality = (...datasets: QualityReport['datasets']): QualityReport => ({
  run_id: 'wr_1',
  as_of: '2024-07-01T00:00:00Z',
  stopped: datasets.some(({ stopped }) => stopped),
  datasets,
});

describe('countRecords', () => {
  it('makes read the sum of good, quarantined and duplicate for every dataset', () => {
    const surveys = new Map([
      [
        'survey-2024Q1.xlsx',
        { status: 'parsed', quarter: '2024Q1', rows_read: 50, responses: 45, duplicates: 5, unknown_routes: 1 },
      ],
    ] as const);
    const counts = countRecords(
      quality(dataset({}), dataset({ name: 'survey_response', part: '2024Q1', rows: 45, good: 44, bad: 1 })),
      surveys,
      { read: 20, delivered: 17, rejected: 3, duplicates: 2 },
    );
    expect(counts.map(({ dataset: name }) => name)).toEqual(['purchase', 'survey-2024Q1', 'clicks']);
    for (const { read, good, quarantined, duplicate } of counts) expect(good + quarantined + duplicate).toBe(read);
  });

  it('says why a workbook was refused', () => {
    const surveys = new Map([['survey-2024Q3.xlsx', { status: 'refused', reason: 'no sheet has a header' }]] as const);
    expect(countRecords(quality(), surveys, undefined)).toEqual([
      {
        dataset: 'survey-2024Q3',
        read: 0,
        good: 0,
        quarantined: 0,
        duplicate: 0,
        note: 'refused: no sheet has a header',
      },
    ]);
  });
});

describe('gateSentences', () => {
  it('names only what was stopped', () => {
    const stopped = dataset({ stopped: true, reason: 'purchase: 6 of 100 rows are bad' });
    expect(gateSentences(quality(dataset({ name: 'customer' }), stopped))).toEqual(['purchase: 6 of 100 rows are bad']);
  });
});

describe('rulesNotEvaluated', () => {
  it('lists the rules whose parent is not in the run', () => {
    const rules = [
      { name: 'review.purchase_known', outcome: 'not_evaluated', bad_rows: 0 },
      { name: 'review.rating', outcome: 'passed', bad_rows: 0 },
    ] as const;
    expect(rulesNotEvaluated(quality(dataset({ name: 'review', rules })))).toEqual(['review.purchase_known']);
  });
});
