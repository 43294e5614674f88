import { equations, type Figure, type FigureName, reconcile, type Rows, type RunReport } from '@mall/reconciliation';
import { dataSetOf } from '../src/data-set';
import { dashboard } from '../src/definition';
import type { PageData } from '../src/results';

const bands = ['10s', '20s', '30s', '40s', '50s', '60plus', 'unknown'];
const routes = ['flyer', 'friend', 'instagram', 'newsletter', 'other', 'search', 'tiktok', 'tv', 'x', 'youtube'];
const categories = ['Bottoms', 'Dresses', 'Intimate', 'Jackets', 'Tops', 'Trend'];

const six = (value: number) => value.toFixed(6);

const csv: Readonly<Record<string, string>> = {
  inflow_by_age_band: lines(
    'quarter,age_band,inflow_route,respondents,share_of_band',
    ['2024Q1', '2024Q2'].flatMap((quarter, q) =>
      bands.flatMap((band, b) =>
        routes.map((route, r) => [
          quarter,
          band,
          route,
          ((b * 7 + r * 11 + q * 3) % 37) + 3,
          six((((b * 7 + r * 11 + q * 3) % 37) + 3) / 80),
        ]),
      ),
    ),
  ),
  sales_by_category: lines(
    'category,orders,units,revenue_jpy',
    categories.map((name, at) => [name, 40 * (at + 2), 55 * (at + 2), 480_000 * (at + 1)]),
  ),
  sales_by_age_band_and_category: lines(
    'age_band,category,orders,units,revenue_jpy',
    bands.flatMap((band, b) =>
      categories.map((name, c) => [band, name, b * 3 + c + 2, b * 4 + c + 3, (b + 1) * (c + 1) * 9000]),
    ),
  ),
  sales_rate_and_reviews: lines(
    'category,units,sales_rate,review_count,mean_rating,positive_share,rate_rating_correlation,categories_compared',
    categories.map((name, at) => [
      name,
      50 * (at + 1),
      six((at + 1) / 21),
      20 * (at + 1),
      six(3.9 + at / 10),
      six(0.7 + at / 40),
      '0.412345',
      6,
    ]),
  ),
  clicks_by_hour: lines(
    'clicked_on,hour,clicks,visitors',
    ['2024-05-17', '2024-05-18'].flatMap((day) =>
      Array.from({ length: 24 }, (_, hour) => [day, hour, 20 + 15 * (hour % 12), hour === 3 ? 4 : 6 + hour]),
    ),
  ),
};

const counts: Readonly<Record<string, Partial<Record<FigureName, Rows>>>> = {
  customer: { in_database: 800, extracted: 800, read: 800, good: 800, going_on: 800, passed: 800, curated: 800 },
  purchase: {
    ...{ in_database: 2000, extracted: 2000, read: 2000, good: 1970, mended: 4, bad: 26, to_quarantine: 26 },
    ...{ in_quarantine: 26, going_on: 1974, passed: 1974, curated: 1974, in_catalog: 1974 },
    ...{ sales_by_category: 1800, sales_by_age_band_and_category: 1800, not_paid: 174 },
  },
  'survey_response 2024Q1': { in_workbook: 500, responses: 488, repeated_responses: 12, read: 488, good: 480, bad: 8 },
  clicks: { in_catalog: [12_040, 12_055], clicks_by_hour: 9800, repeated_events: 40, no_page: [2200, 2215] },
};

/** A run's report: `inCatalog` customers of 800. */
export function reportWith(inCatalog: number): RunReport {
  const figures = Object.entries({ ...counts, customer: { ...counts.customer, in_catalog: inCatalog } }).flatMap(
    ([name, rows]): Figure[] => {
      const [dataset = '', part = ''] = name.split(' ');
      return Object.entries(rows).map(([figure, count]) => ({
        dataset,
        part,
        figure: figure as FigureName,
        rows: count,
      }));
    },
  );
  return reconcile({ run_id: 'wr_1', as_of: '2024-07-01T00:00:00Z' }, equations, figures);
}

/** Data of every visual, some of whose groups are too small to show. */
export const sample: PageData = {
  finishedAt: '2024-07-01T00:00:00Z',
  dataSets: dashboard.visuals.map((visual) => dataSetOf(visual, csv[visual.analysis] ?? '')),
  report: reportWith(800),
};

function lines(head: string, rows: readonly (readonly (string | number)[])[]): string {
  return `${[head, ...rows.map((row) => row.join())].join('\n')}\n`;
}
