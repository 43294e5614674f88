import { type HandedIn, mendingOf, mendingSentences } from './replay-report';
import type { QualityReport } from './run-report';

const quality: QualityReport = {
  run_id: 'wr_1',
  as_of: '2024-07-01T00:00:00Z',
  stopped: false,
  datasets: [
    { name: 'purchase', part: '', rows: 100, good: 97, mended: 2, bad: 3, stopped: false, reason: '', rules: [] },
    { name: 'review', part: '', rows: 0, good: 0, mended: 0, bad: 0, stopped: false, reason: '', rules: [] },
  ],
};
const extract: HandedIn = {
  corrections: [
    { dataset: 'purchase', file: 'purchase.csv', rows: 2, reason: '' },
    { dataset: 'review', file: 'review.csv', rows: 0, reason: 'review.csv: it must be CSV in UTF-8' },
  ],
};

describe('what became of mended rows', () => {
  it('is told by file and by table', () => {
    const report = mendingOf(extract, quality);
    expect(mendingSentences(report)).toEqual([
      'purchase.csv: the corrections of 2 rows were taken',
      'purchase: 2 rows are good by corrections, 3 are in quarantine',
    ]);
    expect(report.refused).toEqual(['review.csv: it must be CSV in UTF-8']);
  });

  it('is nothing before a job has said anything', () => {
    expect(mendingSentences(mendingOf(undefined, undefined))).toEqual([]);
  });
});
