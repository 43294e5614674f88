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

/** Data of every visual, some of whose groups are too small to show. */
export const sample: PageData = {
  finishedAt: '2024-07-01T00:00:00Z',
  dataSets: dashboard.visuals.map((visual) => dataSetOf(visual, csv[visual.analysis] ?? '')),
};

function lines(head: string, rows: readonly (readonly (string | number)[])[]): string {
  return `${[head, ...rows.map((row) => row.join())].join('\n')}\n`;
}
