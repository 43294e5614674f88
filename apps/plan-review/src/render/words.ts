import type { Action, Category, Change, Review } from '../model';

/** Heading of each part of the review. */
export const headings: Readonly<Record<Category, string>> = {
  loss: 'Data that is destroyed or replaced',
  exposure: 'Exposure',
  iam: 'Permissions',
  protection: 'Protection weakened',
  interruption: 'Long or interrupting operations',
  plan: 'About the plan itself',
  rest: 'Other destroyed or replaced resources',
};

/** Sign of each action, as Terraform writes it. */
export const signs: Readonly<Record<Action, string>> = {
  replace: '±',
  destroy: '−',
  forget: '○',
  update: '~',
  create: '+',
  import: '←',
  move: '→',
  read: '≤',
  'no-op': '=',
  other: '?',
};

/** What else is to say of a change, in words. */
export function remarks(change: Change): string {
  return [
    change.previousAddress === undefined ? '' : `moved from ${change.previousAddress}`,
    change.imported ? 'imported' : '',
    change.deposed === undefined ? '' : `deposed object ${change.deposed}`,
    change.why === undefined ? '' : `because ${change.why}`,
  ]
    .filter((text) => text !== '')
    .join(', ');
}

/** The counts that are not zero, in one line. */
export function countLine({ counts, imports, moves }: Pick<Review, 'counts' | 'imports' | 'moves'>): string {
  const named: readonly (readonly [string, number])[] = [
    ['to replace', counts.replace],
    ['to destroy', counts.destroy],
    ['to forget', counts.forget],
    ['to update', counts.update],
    ['to create', counts.create],
    ['to import', imports],
    ['to move', moves],
    ['to read', counts.read],
    ['unknown actions', counts.other],
    ['unchanged', counts['no-op']],
  ];
  const some = named.filter(([, count]) => count > 0).map(([name, count]) => `${count.toLocaleString('en')} ${name}`);
  return some.length === 0 ? 'nothing' : some.join(', ');
}
