import type { EChartsCoreOption } from 'echarts/core';
import { figure, wordOf } from '../format';
import { distinct, numberOf, type Row } from '../rows';
import type { Palette } from './palette';
import { categories, common, describe, tooltip } from './shared';

/** Shares of routes in bands: the darker, the larger. */
export function heatmap(rows: readonly Row[], palette: Palette): EChartsCoreOption {
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
