import type { RunReport } from '@mall/reconciliation';
import type { ClickReport, QualityReport, RecordCount, SurveyReport } from './run-report';
import { countRecords, rulesNotEvaluated } from './run-report';
import type { Timing } from './progress';
import { colour, table } from './table';
import type { WorkflowStep } from './workflow';

/** Everything one run tells at its end. */
export interface RunSummary {
  readonly quality: QualityReport | undefined;
  readonly surveys: ReadonlyMap<string, SurveyReport>;
  readonly clicks: ClickReport | undefined;
  /** How the counts reconcile; none where the run came to no end. */
  readonly report: RunReport | undefined;
  readonly notices: readonly string[];
  readonly steps: readonly WorkflowStep[];
  readonly timings: readonly Timing[];
  readonly page: string | undefined;
  readonly exported: string | undefined;
}

/** The one screen at the end of a run. */
export function summaryScreen(summary: RunSummary): string {
  const counts = countRecords(summary.quality, summary.surveys, summary.clicks);
  const notEvaluated = rulesNotEvaluated(summary.quality);
  const parts = [
    section('Records', table(['dataset', 'read', 'good', 'quarantined', 'duplicate', ''], counts.map(countRow))),
    section(
      'Time',
      table(
        ['step', 'seconds'],
        [...summary.timings, ...summary.steps.map(({ name, seconds }) => ({ title: `  ${name}`, seconds }))].map(
          ({ title, seconds }) => [title, seconds.toFixed(1)],
        ),
      ),
    ),
    ...(notEvaluated.length > 0
      ? [`Rules not evaluated, their dataset is not in the run: ${notEvaluated.join(', ')}`]
      : []),
    ...(summary.report === undefined ? [] : [balanceLine(summary.report)]),
    ...summary.notices,
    ...(summary.exported === undefined ? [] : [`The five results are in ${summary.exported}`]),
    ...(summary.page === undefined ? [] : [`Dashboard: ${colour.cyan(summary.page)}`]),
  ];
  return `\n${parts.join('\n\n')}\n`;
}

function countRow({ dataset, read, good, quarantined, duplicate, note }: RecordCount): readonly (string | number)[] {
  return [dataset, read, good, quarantined, duplicate, note];
}

function balanceLine({ equations, balanced }: RunReport): string {
  const open = equations.filter((each) => !each.balanced).length;
  return balanced
    ? `${equations.length} counts reconcile, from the sources to the analyses`
    : colour.red(`${open} of ${equations.length} counts do not reconcile`);
}

function section(title: string, text: string): string {
  return `${colour.bold(colour.green(title))}\n${text}`;
}
