import type { EChartsCoreOption } from 'echarts/core';
import { short } from '../format';
import { type Row, sum } from '../rows';
import type { Palette } from './palette';
import { categories, common, tooltip } from './shared';

/** Clicks and visitors of each hour of the day, all days together. */
export function hours(rows: readonly Row[], palette: Palette): EChartsCoreOption {
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
