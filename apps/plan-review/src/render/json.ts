import type { Review } from '../model';

/** The review for machines: {@link Review} as it is, its `version` says of which shape. */
export function renderJson(review: Review): string {
  return [...jsonParts(review)].join('');
}

/** The text of {@link renderJson} in parts, none of which is longer than one item of a list. */
export function* jsonParts(review: Review): Generator<string> {
  let before = '{\n';
  for (const [name, value] of Object.entries(review) as [string, unknown][]) {
    yield `${before} ${JSON.stringify(name)}: `;
    if (Array.isArray(value) && value.length > 0) yield* list(value);
    else yield indented(value, ' ');
    before = ',\n';
  }
  yield '\n}\n';
}

function* list(items: readonly unknown[]): Generator<string> {
  let before = '[\n';
  for (const item of items) {
    yield `${before}  ${indented(item, '  ')}`;
    before = ',\n';
  }
  yield '\n ]';
}

function indented(value: unknown, by: string): string {
  return JSON.stringify(value, null, 1).replaceAll('\n', `\n${by}`);
}
