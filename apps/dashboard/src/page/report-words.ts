import type { FigureName, Step } from '@mall/reconciliation';
import type { Bilingual } from '../definition';

/** The steps of the road as people read them. */
export const stepWords: Readonly<Record<Step, Bilingual>> = {
  send: { ja: '送信', en: 'Sending' },
  extract: { ja: '抽出', en: 'Extraction' },
  parse: { ja: '読み取り', en: 'Parsing' },
  read: { ja: '受け渡し', en: 'Hand-over' },
  judge: { ja: '品質判定', en: 'Quality gate' },
  quarantine: { ja: '隔離', en: 'Quarantine' },
  pass: { ja: '合格', en: 'Passing' },
  curate: { ja: '整形', en: 'Curation' },
  deliver: { ja: '配信', en: 'Delivery' },
  catalog: { ja: 'カタログ', en: 'Catalog' },
  analyse: { ja: '分析', en: 'Analysis' },
};

/** The datasets as people read them. */
export const datasetWords: Readonly<Record<string, Bilingual>> = {
  customer: { ja: '顧客', en: 'Customers' },
  purchase: { ja: '購入', en: 'Purchases' },
  review: { ja: 'レビュー', en: 'Reviews' },
  survey_response: { ja: 'アンケート回答', en: 'Survey responses' },
  survey_route: { ja: '流入経路', en: 'Inflow routes' },
  clicks: { ja: 'クリック', en: 'Clicks' },
};

/** What is counted, as a caption below its figure. */
export const figureWords: Readonly<Record<FigureName, string>> = {
  in_database: 'データベース',
  extracted: '抽出',
  in_workbook: 'ブックの行',
  responses: '回答',
  repeated_responses: '重複回答',
  read: '判定対象',
  good: '良',
  mended: '修正済み',
  bad: '不良',
  held_back: '保留',
  to_quarantine: '不良',
  in_quarantine: '隔離済み',
  going_on: '良',
  passed: '合格',
  curated: '整形済み',
  in_catalog: 'カタログ',
  sales_by_category: 'カテゴリー別注文',
  sales_by_age_band_and_category: '年齢層別注文',
  not_paid: '未払い・取消・返品',
  sales_rate_and_reviews: 'レビュー',
  inflow_by_age_band: '回答者と経路',
  clicks_by_hour: '時間帯別クリック',
  repeated_events: '重複イベント',
  no_page: 'ページ以外',
  sent: '送信行',
  accepted: '受付',
  rejected: '拒否',
  taken_in: '受付',
  delivered: '配信',
  failed: 'エラー',
};
