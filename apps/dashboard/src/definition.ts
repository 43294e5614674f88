/** A text in the two languages of the page. */
export interface Bilingual {
  readonly ja: string;
  readonly en: string;
}

/** How a column's values are read and shown. */
export type Format = 'text' | 'integer' | 'yen' | 'share' | 'rating' | 'ratio' | 'date';

/** A column of a data set: one of an analysis's CSV. */
export interface DataColumn {
  readonly name: string;
  readonly label: Bilingual;
  readonly format: Format;
}

/** The five kinds of picture that the dashboard knows. */
export type VisualKind = 'heatmap' | 'bars' | 'stackedBars' | 'scatter' | 'hours';

/** One visual with the data set that it shows. */
export interface Visual {
  /** Analysis whose result is the data set: `analyses/<analysis>.csv`. */
  readonly analysis: string;
  readonly title: Bilingual;
  /** One sentence under the title: what the eye should look for. */
  readonly hint: Bilingual;
  readonly kind: VisualKind;
  /** Columns in the order of the CSV. */
  readonly columns: readonly DataColumn[];
  /** Column that picks one slice of the data at a time. */
  readonly slice?: string;
  /** Column that counts people or orders: a row below `smallestGroup` shows as "<5". */
  readonly people?: string;
}

/** A group of fewer people than this is not shown. */
export const smallestGroup = 5;

const column = (name: string, ja: string, en: string, format: Format): DataColumn => ({
  name,
  label: { ja, en },
  format,
});
const category = column('category', 'カテゴリー', 'Category', 'text');
const ageBand = column('age_band', '年齢層', 'Age band', 'text');
const orders = column('orders', '注文数', 'Orders', 'integer');
const units = column('units', '販売数', 'Units', 'integer');
const revenue = column('revenue_jpy', '売上（円）', 'Revenue (yen)', 'yen');

/** The dashboard, said once: for the page here and for QuickSight. */
export const dashboard: { readonly title: Bilingual; readonly visuals: readonly Visual[] } = {
  title: { ja: 'マーケティング ダッシュボード', en: 'Marketing dashboard' },
  visuals: [
    {
      analysis: 'inflow_by_age_band',
      title: { ja: '年齢層別の流入経路', en: 'How each age band found us' },
      hint: {
        ja: '年齢層ごとに、その経路を挙げた回答者の割合',
        en: 'Share of an age band’s respondents who named the route',
      },
      kind: 'heatmap',
      columns: [
        column('quarter', '四半期', 'Quarter', 'text'),
        ageBand,
        column('inflow_route', '流入経路', 'Inflow route', 'text'),
        column('respondents', '回答者数', 'Respondents', 'integer'),
        column('share_of_band', '年齢層に占める割合', 'Share of band', 'share'),
      ],
      slice: 'quarter',
      people: 'respondents',
    },
    {
      analysis: 'sales_by_category',
      title: { ja: 'カテゴリー別の売上', en: 'Sales by category' },
      hint: { ja: '支払い済みの注文の売上', en: 'Revenue of paid orders' },
      kind: 'bars',
      columns: [category, orders, units, revenue],
      people: 'orders',
    },
    {
      analysis: 'sales_by_age_band_and_category',
      title: { ja: '年齢層・カテゴリー別の販売数', en: 'Units by age band and category' },
      hint: { ja: 'どの年齢層が何を買うか', en: 'Who buys what' },
      kind: 'stackedBars',
      columns: [ageBand, category, orders, units, revenue],
      people: 'orders',
    },
    {
      analysis: 'sales_rate_and_reviews',
      title: { ja: '販売率とレビュー評価', en: 'Sales rate against reviews' },
      hint: { ja: '円の大きさはレビュー数', en: 'The larger the circle, the more reviews' },
      kind: 'scatter',
      columns: [
        category,
        units,
        column('sales_rate', '販売率', 'Sales rate', 'share'),
        column('review_count', 'レビュー数', 'Reviews', 'integer'),
        column('mean_rating', '平均評価', 'Mean rating', 'rating'),
        column('positive_share', '高評価の割合', 'Positive share', 'share'),
        column('rate_rating_correlation', '相関係数', 'Correlation', 'ratio'),
        column('categories_compared', '比較したカテゴリー数', 'Categories compared', 'integer'),
      ],
    },
    {
      analysis: 'clicks_by_hour',
      title: { ja: '時間帯別のクリック数', en: 'Clicks by hour' },
      hint: { ja: '時刻は日本時間', en: 'Hours are Asia/Tokyo' },
      kind: 'hours',
      columns: [
        column('clicked_on', '日付', 'Date', 'date'),
        column('hour', '時', 'Hour', 'integer'),
        column('clicks', 'クリック数', 'Clicks', 'integer'),
        column('visitors', '訪問者数', 'Visitors', 'integer'),
      ],
      people: 'visitors',
    },
  ],
};
