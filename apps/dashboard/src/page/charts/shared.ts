import type { EChartsCoreOption } from 'echarts/core';
import { figure, wordOf } from '../format';
import type { Row } from '../rows';
import type { Palette } from './palette';

/** What every chart has: the font and a short entrance. */
export function common(palette: Palette): EChartsCoreOption {
  return {
    textStyle: { fontFamily: "'Noto Sans JP Variable', sans-serif", color: palette.ink },
    animationDuration: 300,
  };
}

/** An axis of names. */
export function categories(data: readonly string[], palette: Palette) {
  return {
    type: 'category',
    data,
    axisLabel: { color: palette.ink, interval: 0, hideOverlap: true },
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
  };
}

/** A tooltip in the colours of the page. */
export function tooltip(palette: Palette) {
  return {
    confine: true,
    backgroundColor: palette.card,
    borderColor: palette.line,
    textStyle: { color: palette.ink, fontSize: 12 },
  };
}

type Figure = readonly [column: string, format: Parameters<typeof figure>[0]];

/** The tooltip of a row. Values are text from data: they are escaped. */
export function describe(row: Row | undefined, dimensions: readonly string[], figures: readonly Figure[]): string {
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
