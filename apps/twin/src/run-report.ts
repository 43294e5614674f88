import type { S3Client } from '@aws-sdk/client-s3';
import { tryReadJson } from '@mall/lambda-kit';

/** One rule's outcome in `runs/<run id>/quality.json`. */
export interface RuleOutcome {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'not_evaluated';
  readonly bad_rows: number;
}

/** One dataset, or one quarter of a survey, in `runs/<run id>/quality.json`. */
export interface DatasetQuality {
  readonly name: string;
  readonly part: string;
  readonly rows: number;
  readonly good: number;
  /** Of the good rows those that are good only by a correction. */
  readonly mended: number;
  readonly bad: number;
  readonly stopped: boolean;
  readonly reason: string;
  readonly rules: readonly RuleOutcome[];
}

/** What the quality job found. */
export interface QualityReport {
  readonly run_id: string;
  readonly as_of: string;
  readonly stopped: boolean;
  readonly datasets: readonly DatasetQuality[];
}

/** What the survey parser says of one workbook. */
export type SurveyReport =
  | {
      readonly status: 'parsed';
      readonly quarter: string;
      readonly rows_read: number;
      readonly responses: number;
      readonly duplicates: number;
      readonly unknown_routes: number;
    }
  | { readonly status: 'refused'; readonly reason: string };

/** What became of the clicks. */
export interface ClickReport {
  readonly read: number;
  readonly delivered: number;
  readonly rejected: number;
  readonly duplicates: number;
}

/** One line of the final screen: read = good + quarantined + duplicate. */
export interface RecordCount {
  readonly dataset: string;
  readonly read: number;
  readonly good: number;
  readonly quarantined: number;
  readonly duplicate: number;
  readonly note: string;
}

/** Reads what the quality job wrote, if it came that far. */
export async function readQuality(
  s3: S3Client,
  resultsBucket: string,
  runId: string,
): Promise<QualityReport | undefined> {
  return tryReadJson<QualityReport>(s3, resultsBucket, `runs/${runId}/quality.json`);
}

/** Brings the counts of every dataset together. */
export function countRecords(
  quality: QualityReport | undefined,
  surveys: ReadonlyMap<string, SurveyReport>,
  clicks: ClickReport | undefined,
): readonly RecordCount[] {
  const gated = quality?.datasets ?? [];
  const tables = gated
    .filter(({ part }) => part === '')
    .map(({ name, rows, good, bad, reason }) => ({
      dataset: name,
      read: rows,
      good,
      quarantined: bad,
      duplicate: 0,
      note: reason,
    }));
  const workbooks = [...surveys].map(([file, survey]) => {
    const dataset = file.replace(/\.\w+$/, '');
    if (survey.status === 'refused')
      return { dataset, read: 0, good: 0, quarantined: 0, duplicate: 0, note: `refused: ${survey.reason}` };
    const found = gated.find(({ name, part }) => name === 'survey_response' && part === survey.quarter);
    return {
      dataset,
      read: survey.rows_read,
      good: found?.good ?? 0,
      quarantined: found?.bad ?? 0,
      duplicate: survey.duplicates,
      note: found?.reason ?? 'not gated: the run stopped before',
    };
  });
  const clicked =
    clicks === undefined
      ? []
      : [
          {
            dataset: 'clicks',
            read: clicks.read,
            good: clicks.delivered - clicks.duplicates,
            quarantined: clicks.rejected,
            duplicate: clicks.duplicates,
            note: '',
          },
        ];
  return [...tables, ...workbooks, ...clicked];
}

/** One sentence for each dataset that was stopped at its gate. */
export function gateSentences(quality: QualityReport | undefined): readonly string[] {
  return (quality?.datasets ?? []).filter(({ stopped }) => stopped).map(({ reason }) => reason);
}

/** Rules that could not be evaluated because a dataset is not in the run. */
export function rulesNotEvaluated(quality: QualityReport | undefined): readonly string[] {
  return (quality?.datasets ?? []).flatMap(({ rules }) =>
    rules.filter(({ outcome }) => outcome === 'not_evaluated').map(({ name }) => name),
  );
}
