import type { FigureName } from './figures';

/** The steps of the road, in its order. */
export const steps = [
  'send',
  'extract',
  'parse',
  'read',
  'judge',
  'quarantine',
  'pass',
  'curate',
  'deliver',
  'catalog',
  'analyse',
] as const;

export type Step = (typeof steps)[number];

/** The sum of the left figures must be that of the right ones, for each dataset, and part of it, that has the left ones. */
export interface Equation {
  readonly step: Step;
  /** Datasets that it holds for. @default every dataset */
  readonly datasets?: readonly string[];
  readonly left: readonly FigureName[];
  readonly right: readonly FigureName[];
}

/** What must balance in every run, wherever it runs. */
export const equations: readonly Equation[] = [
  { step: 'extract', left: ['in_database'], right: ['extracted'] },
  { step: 'parse', left: ['in_workbook'], right: ['responses', 'repeated_responses'] },
  { step: 'read', left: ['extracted'], right: ['read'] },
  { step: 'read', left: ['responses'], right: ['read'] },
  { step: 'judge', left: ['read'], right: ['good', 'mended', 'bad', 'held_back'] },
  { step: 'quarantine', left: ['to_quarantine'], right: ['in_quarantine'] },
  { step: 'pass', left: ['going_on'], right: ['passed'] },
  { step: 'curate', left: ['passed'], right: ['curated'] },
  { step: 'catalog', left: ['curated'], right: ['in_catalog'] },
  { step: 'analyse', datasets: ['purchase'], left: ['in_catalog'], right: ['sales_by_category', 'not_paid'] },
  {
    step: 'analyse',
    datasets: ['purchase'],
    left: ['in_catalog'],
    right: ['sales_by_age_band_and_category', 'not_paid'],
  },
  { step: 'analyse', datasets: ['review'], left: ['in_catalog'], right: ['sales_rate_and_reviews'] },
  { step: 'analyse', datasets: ['survey_route'], left: ['in_catalog'], right: ['inflow_by_age_band'] },
  {
    step: 'analyse',
    datasets: ['clicks'],
    left: ['in_catalog'],
    right: ['clicks_by_hour', 'repeated_events', 'no_page'],
  },
];

/**
 * What must balance for clicks between their sender and the catalog, where nobody else sends and Firehose's buffers are
 * empty: on the twin.
 */
export const clickEquations: readonly Equation[] = [
  { step: 'send', datasets: ['clicks'], left: ['sent'], right: ['accepted', 'rejected'] },
  { step: 'deliver', datasets: ['clicks'], left: ['taken_in'], right: ['delivered', 'failed'] },
  { step: 'catalog', datasets: ['clicks'], left: ['delivered'], right: ['in_catalog'] },
];
