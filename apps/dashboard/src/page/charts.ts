import type { EChartsCoreOption } from 'echarts/core';
import type { VisualKind } from '../definition';
import { figure, short, wordOf } from './format';
import { distinct, numberOf, type Row, sum } from './rows';

/** Colours of one scheme. */
export interface Palette {
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly card: string;
  readonly series: readonly string[];
  readonly scale: readonly string[];
}

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    ink: '#23262d',
    quiet: '#6c6f76',
    line: '#e3dfd8',
    card: '#ffffff',
    series: ['#b5342d', '#d98c3f', '#c9b458', '#6f9a5d', '#3f7f93', '#55639e', '#a3a19b'],
    scale: ['#fbf3ea', '#f1c9a5', '#dd8460', '#b5342d', '#74170f'],
  },
  dark: {
    ink: '#e9e7e2',
    quiet: '#9da1aa',
    line: '#343841',
    card: '#1f2228',
    series: ['#ff8b7f', '#f0ad6a', '#dfcd7d', '#93c182', '#6db2c8', '#8f9de0', '#7d7f85'],
    scale: ['#262a31', '#5a3a34', '#9a4a3f', '#df6c5c', '#ffc2b3'],
  },
};

/** Makes the ECharts option of a kind of visual. */
export const chartOf: Readonly<Record<VisualKind, (rows: readonly Row[], palette: Palette) => EChartsCoreOption>> = {
  heatmap,
  bars,
  stackedBars,
  scatter,
  hours,
};

function heatmap(rows: readonly Row[], palette: Palette): EChartsCoreOption {
  const bands = distinct(rows, 'age_band');
  const routes = distinct(rows, 'inflow_route');
  const points = rows.map((row) => [
    routes.indexOf(row.values.inflow_route ?? null),
    bands.indexOf(row.values.age_band ?? null),
    numberOf(row, 'share_of_band') ?? 0,
  ]);
  return {
    ...common(palette),
    grid: { left: 84, right: 16, top: 8, bottom: 62 },
    xAxis: categories(routes.map(wordOf), palette),
    yAxis: { ...categories(bands.map(wordOf), palette), inverse: true },
    visualMap: {
      min: 0,
      max: Math.max(0.01, ...rows.map((row) => numberOf(row, 'share_of_band') ?? 0)),
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: 120,
      itemWidth: 12,
      inRange: { color: palette.scale },
      textStyle: { color: palette.quiet },
      formatter: (value: unknown) => figure('share', Number(value)),
    },
    tooltip: {
      ...tooltip(palette),
      formatter: ({ dataIndex }: { dataIndex: number }) =>
        describe(
          rows[dataIndex],
          ['age_band', 'inflow_route'],
          [
            ['respondents', 'integer'],
            ['share_of_band', 'share'],
          ],
        ),
    },
    series: [
      {
        type: 'heatmap',
        data: points,
        itemStyle: { borderColor: palette.card, borderWidth: 3, borderRadius: 4 },
        label: {
          show: true,
          fontSize: 11,
          formatter: ({ dataIndex }: { dataIndex: number }) => cellLabel(rows[dataIndex]),
        },
      },
    ],
  };
}

function cellLabel(row: Row | undefined): string {
  return row === undefined || row.withheld ? '<5' : figure('share', numberOf(row, 'share_of_band'));
}

function bars(rows: readonly Row[], palette: Palette): EChartsCoreOption {
  const sorted = [...rows].sort((a, b) => (numberOf(a, 'revenue_jpy') ?? 0) - (numberOf(b, 'revenue_jpy') ?? 0));
  return {
    ...common(palette),
    grid: { left: 8, right: 64, top: 8, bottom: 8, containLabel: true },
    xAxis: {
      type: 'value',
      axisLabel: { color: palette.quiet, formatter: short },
      splitLine: { lineStyle: { color: palette.line } },
    },
    yAxis: categories(
      sorted.map(({ values }) => wordOf(values.category ?? null)),
      palette,
    ),
    tooltip: {
      ...tooltip(palette),
      formatter: ({ dataIndex }: { dataIndex: number }) =>
        describe(
          sorted[dataIndex],
          ['category'],
          [
            ['orders', 'integer'],
            ['units', 'integer'],
            ['revenue_jpy', 'yen'],
          ],
        ),
    },
    series: [
      {
        type: 'bar',
        data: sorted.map((row) => numberOf(row, 'revenue_jpy')),
        itemStyle: { color: palette.series[0], borderRadius: [0, 5, 5, 0] },
        barMaxWidth: 22,
        label: {
          show: true,
          position: 'right',
          color: palette.quiet,
          fontSize: 11,
          formatter: ({ value }: { value: number }) => `¥${short(value)}`,
        },
      },
    ],
  };
}

function stackedBars(rows: readonly Row[], palette: Palette): EChartsCoreOption {
  const bands = distinct(rows, 'age_band');
  const byUnits = (category: unknown) =>
    sum(
      rows.filter(({ values }) => values.category === category),
      'units',
    );
  const inOrder = [...distinct(rows, 'category')].sort((a, b) => byUnits(b) - byUnits(a));
  return {
    ...common(palette),
    grid: { left: 8, right: 8, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, textStyle: { color: palette.quiet }, itemWidth: 12, itemHeight: 12 },
    xAxis: categories(inOrder.map(wordOf), palette),
    yAxis: {
      type: 'value',
      axisLabel: { color: palette.quiet, formatter: short },
      splitLine: { lineStyle: { color: palette.line } },
    },
    tooltip: { ...tooltip(palette), trigger: 'axis', axisPointer: { type: 'shadow' } },
    series: bands.map((band, index) => ({
      type: 'bar',
      stack: 'units',
      name: wordOf(band),
      color: palette.series[index % palette.series.length],
      barMaxWidth: 44,
      data: inOrder.map((category) => {
        const row = rows.find(({ values }) => values.category === category && values.age_band === band);
        return row === undefined ? 0 : (numberOf(row, 'units') ?? 0);
      }),
    })),
  };
}

function scatter(rows: readonly Row[], palette: Palette): EChartsCoreOption {
  const shown = rows.filter((row) => numberOf(row, 'mean_rating') !== null && numberOf(row, 'sales_rate') !== null);
  const most = Math.max(1, ...shown.map((row) => numberOf(row, 'review_count') ?? 0));
  const axis = (name: string, format: 'rating' | 'share') => ({
    type: 'value',
    name,
    scale: true,
    boundaryGap: ['12%', '12%'],
    nameTextStyle: { color: palette.quiet },
    nameLocation: 'middle',
    nameGap: format === 'rating' ? 28 : 46,
    axisLabel: { color: palette.quiet, formatter: (value: number) => figure(format, value) },
    splitLine: { lineStyle: { color: palette.line } },
  });
  return {
    ...common(palette),
    grid: { left: 66, right: 60, top: 24, bottom: 44 },
    xAxis: axis('平均評価  Mean rating', 'rating'),
    yAxis: axis('販売率  Sales rate', 'share'),
    tooltip: {
      ...tooltip(palette),
      formatter: ({ dataIndex }: { dataIndex: number }) =>
        describe(
          shown[dataIndex],
          ['category'],
          [
            ['sales_rate', 'share'],
            ['mean_rating', 'rating'],
            ['review_count', 'integer'],
            ['positive_share', 'share'],
          ],
        ),
    },
    series: [
      {
        type: 'scatter',
        data: shown.map((row) => [numberOf(row, 'mean_rating'), numberOf(row, 'sales_rate')]),
        symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) =>
          10 +
          34 *
            Math.sqrt((shown[dataIndex] === undefined ? 0 : (numberOf(shown[dataIndex], 'review_count') ?? 0)) / most),
        itemStyle: { color: palette.series[4], opacity: 0.75 },
        label: {
          show: true,
          position: 'top',
          color: palette.ink,
          fontSize: 11,
          formatter: ({ dataIndex }: { dataIndex: number }) => wordOf(shown[dataIndex]?.values.category ?? ''),
        },
        labelLayout: { hideOverlap: true },
      },
    ],
  };
}

function hours(rows: readonly Row[], palette: Palette): EChartsCoreOption {
  const all = Array.from({ length: 24 }, (_, hour) => rows.filter(({ values }) => values.hour === hour));
  return {
    ...common(palette),
    grid: { left: 8, right: 8, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, textStyle: { color: palette.quiet }, itemWidth: 12, itemHeight: 12 },
    xAxis: categories(
      all.map((_, hour) => `${hour}`),
      palette,
    ),
    yAxis: {
      type: 'value',
      axisLabel: { color: palette.quiet, formatter: short },
      splitLine: { lineStyle: { color: palette.line } },
    },
    tooltip: { ...tooltip(palette), trigger: 'axis', axisPointer: { type: 'shadow' } },
    series: [
      {
        type: 'bar',
        name: 'クリック数  Clicks',
        data: all.map((hour) => sum(hour, 'clicks')),
        itemStyle: { color: palette.series[4], borderRadius: [4, 4, 0, 0] },
      },
      {
        type: 'line',
        name: '訪問者数  Visitors',
        data: all.map((hour) => sum(hour, 'visitors')),
        color: palette.series[1],
        smooth: true,
        symbolSize: 5,
      },
    ],
  };
}

function common(palette: Palette): EChartsCoreOption {
  return {
    textStyle: { fontFamily: "'Noto Sans JP Variable', sans-serif", color: palette.ink },
    animationDuration: 300,
  };
}

function categories(data: readonly string[], palette: Palette) {
  return {
    type: 'category',
    data,
    axisLabel: { color: palette.ink, interval: 0, hideOverlap: true },
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
  };
}

function tooltip(palette: Palette) {
  return {
    confine: true,
    backgroundColor: palette.card,
    borderColor: palette.line,
    textStyle: { color: palette.ink, fontSize: 12 },
  };
}

type Figure = readonly [column: string, format: Parameters<typeof figure>[0]];

/** The tooltip of a row. Values are text from data: they are escaped. */
function describe(row: Row | undefined, dimensions: readonly string[], figures: readonly Figure[]): string {
  if (row === undefined) return '';
  const title = dimensions.map((name) => escape(wordOf(row.values[name] ?? null))).join(' · ');
  const lines = figures.map(
    ([name, format]) => `${name}: <b>${row.withheld ? '&lt;5' : escape(figure(format, row.values[name] ?? null))}</b>`,
  );
  return [`<b>${title}</b>`, ...lines].join('<br>');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
