import type { EChartsCoreOption } from 'echarts/core';
import { short, wordOf } from '../format';
import { distinct, numberOf, type Row, sum } from '../rows';
import type { Palette } from './palette';
import { categories, common, tooltip } from './shared';

/** Units of each category, stacked by age band. */
export function stackedBars(rows: readonly Row[], palette: Palette): EChartsCoreOption {
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
