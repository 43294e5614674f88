import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { categories, type Change, type Finding, type Level, levels, type Review } from '../model';
import { byStackAndKind, type Kind } from './groups';
import { escapeHtml as text } from './markdown-text';
import { countLine, headings, remarks, signs } from './words';

/**
 * The review as one HTML file. It loads nothing and runs nothing but its own script, whose hash its content security
 * policy names; it reads whole without the script too.
 */
export function renderHtml(review: Review): string {
  return [...htmlParts(review)].join('');
}

/** The text of {@link renderHtml} in parts, none of which is longer than one change. */
export function* htmlParts(review: Review): Generator<string> {
  const style = asset('style.css');
  const script = asset('page.js');
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  yield* [
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
    `<title>Plan review: ${review.grade}</title><style>${style}</style></head><body>\n`,
    `${header(review)}\n${tools(review)}\n<main>\n`,
  ];
  for (const category of categories) {
    const findings = review.findings.filter((finding) => finding.category === category);
    yield* card(headings[category], findings, findingRow);
  }
  yield* card('Checks that do not hold', review.checks, ({ stack, address, status, problems }) =>
    row('high', stack, `${code(stack)} ${code(address)} ${text(status)}${lines(problems)}`),
  );
  yield* card('Deferred', review.deferred, ({ stack, address, waitsFor }) =>
    row('medium', stack, `${code(stack)} ${address === undefined ? '' : code(address)} waits for ${code(waitsFor)}`),
  );
  yield* card('Drift: changed outside Terraform', review.drift, changeRow);
  yield* card('Outputs', review.outputs, ({ stack, name, action, attributes: [value] }) =>
    row(
      'low',
      stack,
      `${sign(action)}${code(stack)} ${code(name)}: ${code(value?.before ?? '(none)')} → ${code(value?.after ?? '(none)')}`,
    ),
  );
  for (const { stack, count, kinds } of byStackAndKind(review.changes)) {
    yield* section(`Changes of ${stack}`, count, joined(kinds, kindOf));
  }
  yield `</main><script>${script}</script></body></html>\n`;
}

function asset(name: string): string {
  return readFileSync(path.join(__dirname, 'page', name), 'utf8');
}

function hashOf(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

function header(review: Review): string {
  const versions = [...new Set(review.stacks.flatMap(({ terraform }) => terraform ?? []))].join(', ');
  const providers = [...new Set(review.stacks.flatMap((stack) => stack.providers))].join(', ');
  const times = review.stacks.flatMap(({ time }) => time ?? []).sort();
  const facts = [
    ['environment', review.environment],
    ['commit', review.commit],
    ['Terraform', versions],
    ['providers', providers],
    ['planned', times.length > 1 ? `${times[0] ?? ''} to ${times.at(-1) ?? ''}` : times[0]],
  ].flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`<span>${name} ${code(value)}</span>`]));
  const unchanged = review.stacks.filter((stack) => stack.unchanged);
  return [
    `<header><div class="top"><div><h1>Plan review <span class="level ${review.grade}">${review.grade}</span></h1>`,
    `<strong>${text(countLine(review))}</strong><p class="facts">${facts.join('')}</p></div>`,
    '<button id="theme" type="button" data-needs-script hidden>Light or dark</button></div>',
    `<ul class="lines">${review.reasons.map((reason) => `<li>${text(reason)}</li>`).join('')}</ul>`,
    ...review.warnings.map((warning) => `<p class="medium">${text(warning)}</p>`),
    stackTable(review),
    unchanged.length === 0
      ? ''
      : `<p class="quiet">Unchanged (${unchanged.length}): ${unchanged.map(({ name }) => code(name)).join(' ')}</p>`,
    '</header>',
  ].join('\n');
}

function stackTable(review: Review): string {
  const changed = review.stacks.filter((stack) => !stack.unchanged && stack.hash !== '');
  if (changed.length === 0) return '';
  const head = ['replace', 'destroy', 'update', 'create', 'other']
    .map((name) => `<th class="number">${name}</th>`)
    .join('');
  const body = changed.map(({ name, hash, counts, imports, moves }) => {
    const figures = [
      counts.replace,
      counts.destroy,
      counts.update,
      counts.create,
      counts.forget + counts.read + counts.other + imports + moves,
    ];
    return `<tr><td>${code(name)}</td>${figures.map((figure) => `<td class="number">${figure}</td>`).join('')}<td>${code(hash)}</td></tr>`;
  });
  return `<table><thead><tr><th>stack</th>${head}<th>plan hash</th></tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

function tools(review: Review): string {
  const stacks = review.stacks.map(({ name }) => `<option value="${text(name)}">${text(name)}</option>`).join('');
  const dangers = levels.map(
    (level) =>
      `<option value="${level}">${level === 'low' ? 'everything' : level === 'blocking' ? level : `${level} and worse`}</option>`,
  );
  return [
    '<div class="tools" role="search" data-needs-script hidden>',
    `<label>Stack <select id="stack"><option value="">all</option>${stacks}</select></label>`,
    `<label>Danger <select id="danger">${dangers.join('')}</select></label>`,
    '<label>Text <input id="text" type="search"></label>',
    '<button id="open" type="button">Open all</button><button id="close" type="button">Close all</button>',
    '<span class="quiet" id="shown" role="status"></span><span class="quiet">Keys: j k move, o opens, e all, c none, / searches</span></div>',
  ].join('\n');
}

/** A card with one row for each item, or an empty line when there is none. */
function card<Item>(title: string, items: readonly Item[], rowOf: (item: Item) => string): Iterable<string> {
  return items.length === 0
    ? ['\n']
    : section(
        title,
        items.length,
        joined(items, (item) => [rowOf(item)]),
      );
}

function* section(title: string, count: number, content: Iterable<string>): Generator<string> {
  yield `<section class="card" data-rows><h2>${text(title)} (${count})</h2>\n`;
  yield* content;
  yield '</section>\n';
}

/** The texts of each item, with a line end between two items. */
function* joined<Item>(items: readonly Item[], textsOf: (item: Item) => Iterable<string>): Generator<string> {
  for (const [at, item] of items.entries()) {
    if (at > 0) yield '\n';
    yield* textsOf(item);
  }
}

function row(level: Level, stack: string, content: string): string {
  return `<div class="row" tabindex="-1" data-level="${level}" data-stack="${text(stack)}">${content}</div>`;
}

function findingRow({ level, stack, address, sentence, lines: inner, accepted }: Finding): string {
  const because = accepted === undefined ? '' : ` <em>accepted: ${text(accepted)}</em>`;
  const where = `${code(stack)}${address === undefined ? '' : ` ${code(address)}`}`;
  return row(
    level,
    stack,
    `<span class="level ${level}">${level}</span> ${where} ${text(sentence)}${because}${lines(inner)}`,
  );
}

function changeRow(change: Change): string {
  const remark = remarks(change);
  const head = `${sign(change.action)}${code(change.address)} <span class="${change.level}">${change.level === 'low' ? '' : change.level}</span> <span class="quiet">${text(remark)}</span>`;
  if (change.attributes.length === 0) return row(change.level, change.stack, head);
  const body = change.attributes.map(({ path: name, before, after, forces }) => {
    const forced = forces ? ' <span class="forces">forces the replacement</span>' : '';
    return `<tr><td>${code(name)}${forced}</td><td>${before === undefined ? '' : code(before)}</td><td>${after === undefined ? '' : code(after)}</td></tr>`;
  });
  const more = change.moreAttributes > 0 ? `<p class="quiet">… and ${change.moreAttributes} more attributes</p>` : '';
  return row(
    change.level,
    change.stack,
    `<details><summary>${head}</summary><table><thead><tr><th>attribute</th><th>before</th><th>after</th></tr></thead><tbody>${body.join('')}</tbody></table>${more}</details>`,
  );
}

function* kindOf({ kind, counts, changes }: Kind): Generator<string> {
  yield `<section data-rows><h3>${code(kind)} <span class="quiet">${text(counts)}</span></h3>\n`;
  yield* joined(changes, (change) => [changeRow(change)]);
  yield '</section>';
}

function sign(action: Change['action']): string {
  return `<span class="sign">${signs[action]} ${action}</span>`;
}

function code(content: string): string {
  return `<code>${text(content)}</code>`;
}

function lines(inner: readonly string[]): string {
  return inner.length === 0 ? '' : `<ul class="lines">${inner.map((line) => `<li>${code(line)}</li>`).join('')}</ul>`;
}
