/** The five analyses, by the names of their SQL files, named queries and result files. */
export const analyses = [
  'inflow_by_age_band',
  'sales_by_category',
  'sales_by_age_band_and_category',
  'sales_rate_and_reviews',
  'clicks_by_hour',
] as const;

/** The name of an analysis. */
export type Analysis = (typeof analyses)[number];
