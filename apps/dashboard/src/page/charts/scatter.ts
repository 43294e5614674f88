import type { EChartsCoreOption } from 'echarts/core';
import { figure, wordOf } from '../format';
import { numberOf, type Row } from '../rows';
import type { Palette } from './palette';
import { common, describe, tooltip } from './shared';

/** Sales rate over mean rating, a circle a category. */
export function scatter(rows: readonly Row[], palette: Palette): EChartsCoreOption {
  const shown = rows.filter((row) => numberOf(row, 'mean_rating') !== null && numberOf(row, 'sales_rate') !== null);
  const most = Math.max(1, ...shown.map((row) => numberOf(row, 'review_count') ?? 0));
  const axis = (name: string, format: 'rating' | 'share') => ({
    type: 'value',
    name,
    // A share below nothing does not exist; ratings lie close together and need room on both sides.
    ...(format === 'share' ? { min: 0, boundaryGap: ['0%', '12%'] } : { scale: true, boundaryGap: ['12%', '12%'] }),
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
          position: 'right',
          color: palette.ink,
          fontSize: 11,
          formatter: ({ dataIndex }: { dataIndex: number }) => wordOf(shown[dataIndex]?.values.category ?? ''),
        },
        labelLayout: { hideOverlap: true },
      },
    ],
  };
}
