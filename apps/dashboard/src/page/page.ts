import { BarChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import type { DataSet } from '../data-set';
import { dashboard, type Visual } from '../definition';
import type { PageData } from '../results';
import { chartOf, palettes } from './charts';
import { cell, figure, wordOf } from './format';
import { bilingual, element, find } from './elements';
import { reportPanel } from './report-panel';
import { distinct, type Row, rowsOf } from './rows';

use([
  BarChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  LabelLayout,
  SVGRenderer,
]);

/** Redraws of every chart, for a change of colours. */
const redraws: (() => void)[] = [];

void show();

async function show(): Promise<void> {
  document.title = dashboard.title.en;
  find('h1').append(...bilingual(dashboard.title));
  prepareThemeButton();
  const response = await fetch('/data.json');
  if (!response.ok) {
    find('#when').textContent = await response.text();
    return;
  }
  const { finishedAt, dataSets, report } = (await response.json()) as PageData;
  find('#when').textContent =
    finishedAt === null
      ? 'まだ結果がありません — No run has finished yet'
      : `データの時点 Data as of ${new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Tokyo' }).format(new Date(finishedAt))} (Asia/Tokyo)`;
  for (const visual of dashboard.visuals) {
    const dataSet = dataSets.find(({ analysis }) => analysis === visual.analysis);
    if (dataSet !== undefined) find('#visuals').append(sectionOf(visual, dataSet));
  }
  if (report !== null) find('#visuals').append(reportPanel(report));
  // Charts measure their labels when they are drawn: the font must be there.
  await document.fonts.load("14px 'Noto Sans JP Variable'", document.body.innerText);
  for (const redraw of redraws) redraw();
  document.documentElement.dataset.ready = 'true';
}

function sectionOf(visual: Visual, dataSet: DataSet): HTMLElement {
  const rows = rowsOf(visual, dataSet);
  const section = element('section', { id: visual.analysis });
  const heading = element('div', { className: 'heading' });
  const title = element('div');
  const h2 = element('h2');
  h2.append(...bilingual(visual.title));
  title.append(h2, element('p', { className: 'hint', textContent: `${visual.hint.ja} — ${visual.hint.en}` }));
  heading.append(title);
  const chart = element('div', { className: 'chart' });
  const figures = element('div', { className: 'figures', tabIndex: 0 });
  section.append(heading, chart);
  if (rows.length === 0) {
    chart.classList.add('empty');
    chart.textContent = 'データがありません — No data';
    return section;
  }
  let slice = visual.slice === undefined ? undefined : (distinct(rows, visual.slice).at(-1) ?? undefined);
  const sliced = () =>
    visual.slice === undefined ? rows : rows.filter(({ values }) => values[visual.slice ?? ''] === slice);
  let drawn: ECharts | undefined;
  const redraw = () => {
    const palette = palettes[scheme()];
    drawn ??= init(chart, null, { renderer: 'svg' });
    drawn.setOption(chartOf[visual.kind](sliced(), palette), { notMerge: true });
    figures.replaceChildren(tableOf(visual, sliced()));
  };
  if (visual.slice !== undefined) {
    const label = visual.columns.find(({ name }) => name === visual.slice)?.label.ja ?? '';
    const choice = element('select', { ariaLabel: label });
    for (const value of distinct(rows, visual.slice))
      choice.append(new Option(wordOf(value), String(value), value === slice, value === slice));
    choice.addEventListener('change', () => {
      slice = choice.value;
      redraw();
    });
    heading.append(choice);
  }
  const note = noteOf(visual, rows);
  if (note !== '') section.append(element('p', { className: 'note', textContent: note }));
  section.append(figures);
  new ResizeObserver(() => drawn?.resize()).observe(chart);
  redraws.push(redraw);
  return section;
}

function noteOf(visual: Visual, rows: readonly Row[]): string {
  const notes: string[] = [];
  if (visual.kind === 'scatter') {
    const { rate_rating_correlation: correlation = null, categories_compared: compared = null } = rows[0]?.values ?? {};
    notes.push(
      correlation === null
        ? `相関係数なし No correlation: ${figure('integer', compared)} カテゴリー categories`
        : `相関係数 Correlation r = ${figure('ratio', correlation)}（n = ${figure('integer', compared)} カテゴリー categories）`,
    );
  }
  if (rows.some(({ withheld }) => withheld))
    notes.push('5人未満の区分は「<5」 — groups under five people are withheld');
  return notes.join('　');
}

function tableOf(visual: Visual, rows: readonly Row[]): HTMLTableElement {
  const table = element('table');
  const head = table.createTHead().insertRow();
  for (const { label, format } of visual.columns) {
    const th = element('th', { scope: 'col', className: format === 'text' || format === 'date' ? '' : 'figure' });
    th.append(...bilingual(label));
    head.append(th);
  }
  const body = table.createTBody();
  for (const { values, withheld } of rows) {
    const line = body.insertRow();
    for (const column of visual.columns) {
      const td = line.insertCell();
      td.textContent = cell(column, values[column.name] ?? null, withheld);
      if (column.format !== 'text' && column.format !== 'date') td.className = 'figure';
    }
  }
  return table;
}

function prepareThemeButton(): void {
  const button = find('#theme');
  const label = () => (button.textContent = scheme() === 'dark' ? '☀ 明るく Light' : '☾ 暗く Dark');
  const redraw = () => {
    label();
    for (const each of redraws) each();
  };
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = scheme() === 'dark' ? 'light' : 'dark';
    redraw();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  label();
}

function scheme(): 'light' | 'dark' {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
