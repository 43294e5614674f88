import type { RunReport } from '@mall/reconciliation';
import { type DataSet, dataSetOf } from './data-set';
import { dashboard } from './definition';

/** Everything that the page shows. */
export interface PageData {
  /** When the results were made, ISO 8601; none before the first run. */
  readonly finishedAt: string | null;
  readonly dataSets: readonly DataSet[];
  /** How the counts of that run reconcile; none where nobody counted them. */
  readonly report: RunReport | null;
}

/** The text below a key of the result bucket, `undefined` when there is none. */
export type ReadText = (key: string) => Promise<string | undefined>;

/** Reads the results of the last run. A result that is not there yet has no rows. */
export async function readResults(read: ReadText): Promise<PageData> {
  const written = await read('analyses/run.json');
  const run = written === undefined ? undefined : (JSON.parse(written) as { run_id: string; finished_at: string });
  const report = run === undefined ? undefined : await read(`runs/${run.run_id}/report.json`);
  const dataSets = await Promise.all(
    dashboard.visuals.map(async (visual) => {
      const csv = await read(`analyses/${visual.analysis}.csv`);
      return csv === undefined ? { analysis: visual.analysis, rows: [], withheld: [] } : dataSetOf(visual, csv);
    }),
  );
  return {
    finishedAt: run?.finished_at ?? null,
    dataSets,
    report: report === undefined ? null : (JSON.parse(report) as RunReport),
  };
}
