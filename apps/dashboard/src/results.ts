import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
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

/** Reads the results of the last run from the result bucket. A result that is not there yet has no rows. */
export async function readResults(s3: S3Client, bucket: string): Promise<PageData> {
  const text = async (key: string): Promise<string | undefined> => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return await Body?.transformToString('utf-8');
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  };
  const written = await text('analyses/run.json');
  const run = written === undefined ? undefined : (JSON.parse(written) as { run_id: string; finished_at: string });
  const report = run === undefined ? undefined : await text(`runs/${run.run_id}/report.json`);
  const dataSets = await Promise.all(
    dashboard.visuals.map(async (visual) => {
      const csv = await text(`analyses/${visual.analysis}.csv`);
      return csv === undefined ? { analysis: visual.analysis, rows: [], withheld: [] } : dataSetOf(visual, csv);
    }),
  );
  return {
    finishedAt: run?.finished_at ?? null,
    dataSets,
    report: report === undefined ? null : (JSON.parse(report) as RunReport),
  };
}
