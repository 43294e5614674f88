import { RowCounter } from './made';
import type { Random } from './random';
import { type Cell, makeResponses, nameOf, type Quarter, type Response } from './survey-responses';
import { type Sheet, workbookOf } from './workbook';

/** What is known of a workbook because it was made so. */
export interface SurveyCounts {
  /** Rows with a response, repeats too; no blank or total rows. */
  readonly rowsRead: number;
  /** Rows without the repeats. */
  readonly responses: number;
  readonly duplicates: number;
  readonly unknownRoutes: number;
  readonly good: number;
  readonly bad: number;
  readonly broken: Readonly<Record<string, number>>;
}

/** A workbook and its counts. */
export interface MadeSurvey {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly counts: SurveyCounts;
}

type Field = Exclude<keyof Response, 'breaks' | 'unknownRoutes'>;
type Layout = readonly (readonly [heading: string, field: Field])[];

/** Forms as three people set them up: other words, other order, remarks in brackets. */
const layouts: readonly Layout[] = [
  [
    ['回答ID', 'id'],
    ['回答日時', 'answeredAt'],
    ['年齢', 'age'],
    ['性別', 'gender'],
    ['当店を知ったきっかけ（複数選択可）', 'routes'],
    ['満足度（1〜5）', 'satisfaction'],
    ['ご意見・ご要望', 'comment'],
  ],
  [
    ['Submitted at', 'answeredAt'],
    ['Inflow route', 'routes'],
    ['Age', 'age'],
    ['Satisfaction', 'satisfaction'],
    ['Comment', 'comment'],
    ['Response ID', 'id'],
  ],
  [
    ['満足度【5段階】', 'satisfaction'],
    ['回答ID', 'id'],
    ['ご来店の経路（いくつでも）', 'routes'],
    ['年齢（任意）', 'age'],
    ['回答日時 (JST)', 'answeredAt'],
  ],
];

/** Every how many responses one comes twice. */
const repeatEvery = 60;

/** Makes the workbook of a quarter, as messy as the export of a form is. */
export async function makeSurvey(random: Random, quarter: Quarter, count: number): Promise<MadeSurvey> {
  const layout = layouts[(quarter.quarter - 1) % layouts.length] ?? [];
  const responses = makeResponses(random, quarter, count);
  // The first of each number stays, so a repeat says something else.
  const repeats = responses
    .filter(({ breaks }, place) => breaks.length === 0 && place % repeatEvery === repeatEvery - 1)
    .map((response) => ({ ...response, age: 99, satisfaction: 1, unknownRoutes: 0, routes: 'その他' }));
  const counter = new RowCounter();
  responses.forEach(({ breaks }) => counter.add(breaks));
  const { good, bad, broken } = counter.counts();
  return {
    file: `survey-${nameOf(quarter)}.xlsx`,
    bytes: await workbookOf(sheetsOf(quarter, layout, responses, repeats)),
    counts: {
      rowsRead: responses.length + repeats.length,
      responses: responses.length,
      duplicates: repeats.length,
      unknownRoutes: responses.reduce((sum, { unknownRoutes }) => sum + unknownRoutes, 0),
      good,
      bad,
      broken,
    },
  };
}

function sheetsOf(
  quarter: Quarter,
  layout: Layout,
  responses: readonly Response[],
  repeats: readonly Response[],
): readonly Sheet[] {
  const headings = layout.map(([heading]) => heading);
  const row = (response: Response): readonly Cell[] => layout.map(([, field]) => response[field]);
  const middle = Math.ceil(responses.length * 0.8);
  const total = (word: string, value: number): readonly Cell[] => [word, ...headings.slice(2).map(() => null), value];
  return [
    {
      name: '回答',
      rows: [
        [`${nameOf(quarter)} お客様アンケート`],
        [],
        headings,
        ...responses.slice(0, middle).map(row),
        headings.map(() => null),
        total('小計', middle),
      ],
    },
    {
      name: '集計',
      rows: [
        ['項目', '件数'],
        ['回答', responses.length],
      ],
    },
    {
      name: '追加回答',
      rows: [
        headings,
        ...responses.slice(middle).map(row),
        ...repeats.map(row),
        ['  '],
        total('Total', responses.length),
      ],
    },
    // Whoever reads hidden sheets finds a response too many.
    {
      name: '_old',
      hidden: true,
      rows: [headings, ...responses.slice(0, 1).map((one) => row({ ...one, id: 'R-hidden' }))],
    },
  ];
}
