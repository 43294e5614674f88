import type { Figure, FigureName } from '@mall/reconciliation';
import type { CurateReport, ExtractReport, JobReports, QualityReport } from './job-reports';

/** The figures of a run's jobs. A table that the run did not have has none: what the catalog holds of it is older. */
export function jobFigures({ extract, quality, curate }: JobReports): readonly Figure[] {
  return [
    ...(extract === undefined ? [] : extracted(extract)),
    ...(quality === undefined ? [] : [...parsed(quality), ...judged(quality), ...written(quality)]),
    ...(curate?.tables ?? []).flatMap(({ name, rows }: CurateReport['tables'][number]) => of(name, { curated: rows })),
  ];
}

function extracted({ datasets }: ExtractReport): readonly Figure[] {
  return datasets.flatMap(({ name, in_database, rows }) => of(name, { in_database, extracted: rows }));
}

function parsed({ surveys }: QualityReport): readonly Figure[] {
  return surveys.flatMap(({ quarter, rows_read, responses, duplicates }) =>
    of('survey_response', { in_workbook: rows_read, responses, repeated_responses: duplicates }, quarter),
  );
}

function judged({ datasets }: QualityReport): readonly Figure[] {
  return datasets.flatMap(({ name, part, rows, good, mended, bad }) =>
    of(name, { read: rows, good: good - mended, mended, bad, held_back: rows - good - bad }, part),
  );
}

/** What quality wrote of each dataset, against what it says of the dataset's parts. */
function written({ datasets, written: outputs }: QualityReport): readonly Figure[] {
  const isTableStopped = datasets.some(({ part, stopped }) => part === '' && stopped);
  return outputs.flatMap(({ name, quarantined, passed }) => {
    const parts = datasets.filter((each) => each.name === name);
    const bad = parts.reduce((sum, each) => sum + each.bad, 0);
    const goingOn = parts.reduce((sum, each) => sum + (each.stopped ? 0 : each.good), 0);
    return of(name, { to_quarantine: bad, in_quarantine: quarantined, going_on: isTableStopped ? 0 : goingOn, passed });
  });
}

function of(dataset: string, figures: Partial<Record<FigureName, number>>, part = ''): readonly Figure[] {
  return Object.entries(figures).map(([figure, rows]) => ({ dataset, part, figure: figure as FigureName, rows }));
}
