import type { EChartsCoreOption } from 'echarts/core';
import type { VisualKind } from '../../definition';
import type { Row } from '../rows';
import { bars } from './bars';
import { heatmap } from './heatmap';
import { hours } from './hours';
import type { Palette } from './palette';
import { scatter } from './scatter';
import { stackedBars } from './stacked-bars';

export * from './palette';

/** Makes the ECharts option of a kind of visual. */
export const chartOf: Readonly<Record<VisualKind, (rows: readonly Row[], palette: Palette) => EChartsCoreOption>> = {
  heatmap,
  bars,
  stackedBars,
  scatter,
  hours,
};
