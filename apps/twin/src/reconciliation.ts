import {
  clickEquations,
  type Figure,
  type FigureName,
  reconcile,
  type RunReport,
  unbalanced,
} from '@mall/reconciliation';
import { TwinError } from './errors';
import type { ClickReport } from './run-report';

/** What `GET /_twin/status` says of a delivery stream, over the life of the twin. */
export interface StreamCounts {
  readonly records: number;
  readonly delivered: number;
  readonly failed: number;
}

/** Counts of the clicks' way to the catalog; here nobody else sends, and nothing is in a buffer. */
export interface ClickCounts {
  readonly sent: ClickReport;
  readonly stream: StreamCounts;
  readonly inCatalog: number;
}

/** The run's report, and beside it what only a still stream can show: that every click reached the catalog. */
export function withClicks(report: RunReport, clicks: ClickCounts | undefined): RunReport {
  if (clicks === undefined) return report;
  const { equations } = reconcile(report, clickEquations, clickFigures(clicks));
  return {
    ...report,
    balanced: report.balanced && equations.every(({ balanced }) => balanced),
    equations: [...report.equations, ...equations],
  };
}

/** @throws TwinError that names each step, dataset and both figures where rows were lost or doubled. */
export function requireBalance(report: RunReport): void {
  const sentences = unbalanced(report);
  if (sentences.length > 0) throw new TwinError(`run ${report.run_id} does not balance: ${sentences.join('; ')}`);
}

function clickFigures({ sent, stream, inCatalog }: ClickCounts): readonly Figure[] {
  const figures: Partial<Record<FigureName, number>> = {
    sent: sent.read,
    accepted: sent.delivered,
    rejected: sent.rejected,
    taken_in: stream.records,
    delivered: stream.delivered,
    failed: stream.failed,
    in_catalog: inCatalog,
  };
  return Object.entries(figures).map(([figure, rows]) => ({
    dataset: 'clicks',
    part: '',
    figure: figure as FigureName,
    rows,
  }));
}
