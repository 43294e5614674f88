import type { S3Client } from '@aws-sdk/client-s3';
import { tryReadJson } from '@mall/lambda-kit';

/** `runs/<run id>/extract.json`, as far as it counts rows. */
export interface ExtractReport {
  readonly datasets: readonly { readonly name: string; readonly in_database: number; readonly rows: number }[];
}

/** `runs/<run id>/quality.json`, as far as it counts rows. */
export interface QualityReport {
  readonly datasets: readonly {
    readonly name: string;
    /** A quarter of a survey; empty for a table. */
    readonly part: string;
    readonly rows: number;
    readonly good: number;
    /** Of these, rows that are good only by a correction. */
    readonly mended: number;
    readonly bad: number;
    readonly stopped: boolean;
  }[];
  readonly written: readonly { readonly name: string; readonly quarantined: number; readonly passed: number }[];
  readonly surveys: readonly {
    readonly quarter: string;
    readonly rows_read: number;
    readonly responses: number;
    readonly duplicates: number;
  }[];
}

/** `runs/<run id>/curate.json`, as far as it counts rows. */
export interface CurateReport {
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
}

/** What the jobs of a run say of it; a job that did not end well says nothing. */
export interface JobReports {
  readonly extract?: ExtractReport | undefined;
  readonly quality?: QualityReport | undefined;
  readonly curate?: CurateReport | undefined;
}

/** Reads the figures of a run's jobs from the result bucket. */
export async function readJobReports(s3: Pick<S3Client, 'send'>, bucket: string, runId: string): Promise<JobReports> {
  const read = <Report>(job: string) => tryReadJson<Report>(s3, bucket, `runs/${runId}/${job}.json`);
  const [extract, quality, curate] = await Promise.all([
    read<ExtractReport>('extract'),
    read<QualityReport>('quality'),
    read<CurateReport>('curate'),
  ]);
  return { extract, quality, curate };
}
