import type { RunReport } from '@mall/reconciliation';
import { TwinError } from './errors';
import { type ClickCounts, requireBalance, withClicks } from './reconciliation';

const run: RunReport = { run_id: 'wr_1', as_of: '2024-07-01T00:00:00Z', balanced: true, equations: [] };
const clicks: ClickCounts = {
  sent: { read: 20, delivered: 17, rejected: 3, duplicates: 0 },
  stream: { records: 30, delivered: 29, failed: 1 },
  inCatalog: 29,
};

describe('a run on the twin', () => {
  it('balances when every click is in the catalog or in the error prefix', () => {
    const report = withClicks(run, clicks);
    expect(report.equations.map(({ step }) => step)).toEqual(['send', 'deliver', 'catalog']);
    expect(() => requireBalance(report)).not.toThrow();
  });

  it('has nothing to say of clicks when none were sent', () => {
    expect(withClicks(run, undefined)).toEqual(run);
  });

  it('fails with one sentence that names step, dataset and both figures', () => {
    const report = withClicks(run, { ...clicks, inCatalog: 30 });
    expect(report.balanced).toBe(false);
    expect(() => requireBalance(report)).toThrow(TwinError);
    expect(() => requireBalance(report)).toThrow(
      "run wr_1 does not balance: step 'catalog' of clicks: 29 records delivered, but 30 rows in the catalog",
    );
  });
});
