import { type Balance, rangeOf, type RunReport, sumOf, type Term } from '@mall/reconciliation';
import { bilingual, element } from './elements';
import { figure } from './format';
import { datasetWords, figureWords, stepWords } from './report-words';

/** Whether the run lost or doubled a row, and the counts of every step, those that differ first. */
export function reportPanel({ balanced, equations }: RunReport): HTMLElement {
  const section = element('section', { id: 'run_report' });
  const open = equations.filter((each) => !each.balanced);
  const verdict = element('p', { className: balanced ? 'verdict' : 'verdict unbalanced' });
  verdict.append(
    ...bilingual(
      balanced
        ? {
            ja: `✓ ${equations.length}件の照合がすべて一致`,
            en: `${equations.length} counts reconcile: no row was lost or doubled`,
          }
        : {
            ja: `✗ ${equations.length}件中${open.length}件の照合が不一致`,
            en: `${open.length} of ${equations.length} counts do not reconcile`,
          },
    ),
  );
  const title = element('div');
  const h2 = element('h2');
  h2.append(...bilingual({ ja: 'データの照合', en: 'Reconciliation of the run' }));
  title.append(
    h2,
    element('p', {
      className: 'hint',
      textContent:
        '入口から分析まで、各段階の件数を突き合わせた結果 — Rows in and out of every step, from the sources to the analyses',
    }),
  );
  const heading = element('div', { className: 'heading' });
  heading.append(title, verdict);
  const figures = element('div', { className: 'figures', tabIndex: 0 });
  figures.append(tableOf([...open, ...equations.filter((each) => each.balanced)]));
  section.append(heading, figures);
  return section;
}

function tableOf(balances: readonly Balance[]): HTMLTableElement {
  const table = element('table');
  const head = table.createTHead().insertRow();
  const headings = [
    { ja: '段階', en: 'Step' },
    { ja: 'データ', en: 'Dataset' },
    { ja: '入', en: 'In' },
    { ja: '出', en: 'Out' },
    { ja: '結果', en: 'Result' },
  ];
  for (const heading of headings) {
    const th = element('th', { scope: 'col' });
    th.append(...bilingual(heading));
    head.append(th);
  }
  const body = table.createTBody();
  for (const { step, dataset, part, left, right, balanced } of balances) {
    const line = body.insertRow();
    line.className = balanced ? '' : 'unbalanced';
    const words = datasetWords[dataset] ?? { ja: dataset, en: dataset };
    line.insertCell().append(...bilingual(stepWords[step]));
    line.insertCell().append(...bilingual({ ja: `${words.ja} ${part}`.trim(), en: words.en }));
    for (const side of [left, right]) line.insertCell().append(...sideOf(side));
    const sign = element('span', { className: 'sign', textContent: balanced ? '✓' : '✗' });
    sign.setAttribute('aria-label', balanced ? '一致 balanced' : '不一致 unbalanced');
    line.insertCell().append(sign);
  }
  return table;
}

/** The sum, and below it what it is made of. */
function sideOf(terms: readonly Term[]): readonly (string | Node)[] {
  const told = terms.length === 1 ? terms : terms.filter(({ rows }) => rangeOf(rows)[1] > 0);
  const parts = told.map(({ figure: name, rows }) =>
    told.length === 1 ? figureWords[name] : `${figureWords[name]} ${rangeText(rangeOf(rows))}`,
  );
  return [rangeText(sumOf(terms)), element('span', { className: 'en', textContent: parts.join(' ＋ ') })];
}

function rangeText([least, most]: readonly [number, number]): string {
  return least === most ? figure('integer', least) : `${figure('integer', least)}–${figure('integer', most)}`;
}
