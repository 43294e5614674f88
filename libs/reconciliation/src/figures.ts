/** What is counted on the road, in the words of a sentence: "990 rows curated". */
export const figureNames = {
  in_database: 'rows in the database',
  extracted: 'rows extracted',
  in_workbook: 'rows in the workbook',
  responses: 'responses',
  repeated_responses: 'repeated responses',
  read: 'rows read by quality',
  good: 'good rows',
  mended: 'rows good by a correction',
  bad: 'bad rows',
  held_back: 'rows not judged',
  to_quarantine: 'bad rows in all',
  in_quarantine: 'rows in quarantine',
  going_on: 'good rows in all that go on',
  passed: 'rows that passed',
  curated: 'rows curated',
  in_catalog: 'rows in the catalog',
  sales_by_category: 'orders by category',
  sales_by_age_band_and_category: 'orders by age band and category',
  not_paid: 'purchases not paid',
  sales_rate_and_reviews: 'reviews by category',
  inflow_by_age_band: 'respondents by age band and route',
  clicks_by_hour: 'clicks by hour',
  repeated_events: 'repeated events',
  no_page: 'requests that are no click',
  sent: 'requests read',
  accepted: 'clicks accepted by Firehose',
  rejected: 'lines rejected',
  taken_in: 'records taken in by Firehose',
  delivered: 'records delivered',
  failed: 'records in the error prefix',
} as const;

export type FigureName = keyof typeof figureNames;

/** A count of rows; two where rows arrive while they are counted: before and after, and the truth is between them. */
export type Rows = number | readonly [least: number, most: number];

/** One figure of a dataset, or of one part of it (a quarter; else empty). */
export interface Figure {
  readonly dataset: string;
  readonly part: string;
  readonly figure: FigureName;
  readonly rows: Rows;
}

/** The least and the most that a count can be. */
export function rangeOf(rows: Rows): readonly [least: number, most: number] {
  return typeof rows === 'number' ? [rows, rows] : rows;
}
