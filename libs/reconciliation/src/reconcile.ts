import { type Equation, type Step, steps } from './equations';
import { type Figure, type FigureName, figureNames, rangeOf, type Rows } from './figures';

/** A figure on one side of an equation. */
export interface Term {
  readonly figure: FigureName;
  readonly rows: Rows;
}

/** An equation with a dataset's figures in it. */
export interface Balance {
  readonly step: Step;
  readonly dataset: string;
  /** A quarter; empty for the dataset as a whole. */
  readonly part: string;
  readonly left: readonly Term[];
  readonly right: readonly Term[];
  readonly balanced: boolean;
}

/** What `runs/<run id>/report.json` says. */
export interface RunReport {
  readonly run_id: string;
  /** ISO 8601, UTC. */
  readonly as_of: string;
  readonly balanced: boolean;
  readonly equations: readonly Balance[];
}

/**
 * Puts figures into equations. One whose left figures a dataset has not does not concern it; a figure that is missing on
 * the right is no row. What has no row on either side is left out.
 */
export function reconcile(
  run: Pick<RunReport, 'run_id' | 'as_of'>,
  table: readonly Equation[],
  figures: readonly Figure[],
): RunReport {
  const balances = [...table]
    .sort((a, b) => steps.indexOf(a.step) - steps.indexOf(b.step))
    .flatMap((equation) => balancesOf(equation, figures))
    .filter(({ left, right }) => [...left, ...right].some(({ rows }) => rangeOf(rows)[1] > 0));
  const { run_id, as_of } = run;
  return { run_id, as_of, balanced: balances.every(({ balanced }) => balanced), equations: balances };
}

/** A sentence for each equation that does not balance: step, dataset and both sums. */
export function unbalanced({ equations }: RunReport): readonly string[] {
  return equations
    .filter(({ balanced }) => !balanced)
    .map(
      ({ step, dataset, part, left, right }) =>
        `step '${step}' of ${`${dataset} ${part}`.trim()}: ${sideText(left)}, but ${sideText(right)}`,
    );
}

/** What the terms of a side come to. */
export function sumOf(terms: readonly Term[]): readonly [least: number, most: number] {
  const ranges = terms.map(({ rows }) => rangeOf(rows));
  return [ranges.reduce((sum, [least]) => sum + least, 0), ranges.reduce((sum, [, most]) => sum + most, 0)];
}

function balancesOf({ step, datasets, left, right }: Equation, figures: readonly Figure[]): Balance[] {
  const [first] = left;
  return figures
    .filter(({ dataset, figure }) => figure === first && (datasets === undefined || datasets.includes(dataset)))
    .map(({ dataset, part }) => {
      const term = (figure: FigureName): Term => ({
        figure,
        rows:
          figures.find((each) => each.dataset === dataset && each.part === part && each.figure === figure)?.rows ?? 0,
      });
      const [leftTerms, rightTerms] = [left.map(term), right.map(term)];
      const [leftSum, rightSum] = [sumOf(leftTerms), sumOf(rightTerms)];
      const balanced = leftSum[0] <= rightSum[1] && rightSum[0] <= leftSum[1];
      return { step, dataset, part, left: leftTerms, right: rightTerms, balanced };
    });
}

/** `1,000 rows read by quality`, or `995 (990 good rows + 5 bad rows)`. */
function sideText(terms: readonly Term[]): string {
  const [only, ...others] = terms;
  if (only !== undefined && others.length === 0) return termText(only);
  const told = terms.filter(({ rows }) => rangeOf(rows)[1] > 0);
  return `${rowsText(sumOf(terms))} (${told.map(termText).join(' + ') || 'nothing'})`;
}

function termText({ figure, rows }: Term): string {
  return `${rowsText(rangeOf(rows))} ${figureNames[figure]}`;
}

function rowsText([least, most]: readonly [number, number]): string {
  const shown = (rows: number) => rows.toLocaleString('en');
  return least === most ? shown(least) : `${shown(least)} to ${shown(most)}`;
}
