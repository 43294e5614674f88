import type { Figure, FigureName } from '@mall/reconciliation';
import type { QueryResult } from './query-result';

/** Which column of which analysis adds up to the rows of which dataset. */
const sums: readonly { readonly dataset: string; readonly analysis: FigureName; readonly column: string }[] = [
  { dataset: 'purchase', analysis: 'sales_by_category', column: 'orders' },
  { dataset: 'purchase', analysis: 'sales_by_age_band_and_category', column: 'orders' },
  { dataset: 'review', analysis: 'sales_rate_and_reviews', column: 'review_count' },
  { dataset: 'survey_route', analysis: 'inflow_by_age_band', column: 'respondents' },
  { dataset: 'clicks', analysis: 'clicks_by_hour', column: 'clicks' },
];

/** How many rows each analysis counted, as its own result says. */
export function analysisFigures(results: ReadonlyMap<string, QueryResult>): readonly Figure[] {
  return sums.flatMap(({ dataset, analysis, column }) => {
    const result = results.get(analysis);
    const at = result?.columns.findIndex(({ name }) => name === column) ?? -1;
    if (result === undefined || at === -1) return [];
    const rows = result.rows.reduce((sum, row) => sum + Number(row[at] ?? 0), 0);
    return [{ dataset, part: '', figure: analysis, rows }];
  });
}
