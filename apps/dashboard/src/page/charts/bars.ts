import type { EChartsCoreOption } from 'echarts/core';
import { short, wordOf } from '../format';
import { numberOf, type Row } from '../rows';
import type { Palette } from './palette';
import { categories, common, describe, tooltip } from './shared';

/** Revenue of each category, the largest on top. */
export function bars(rows: readonly Row[], palette: Palette): EChartsCoreOption {
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
