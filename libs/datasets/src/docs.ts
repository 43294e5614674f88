import type { DatasetContract, Form, PartitionKey, Privacy, RowRule, SourceColumn } from './contract';

/** The page that people read about the datasets, in Markdown. */
export function datasetsPage(datasets: readonly DatasetContract[]): string {
  return [
    '# Datasets',
    '',
    'Written by `npx nx run datasets:docs` from the contracts in `libs/datasets/src/contracts`; edit those.',
    ...datasets.flatMap(section),
    '',
  ].join('\n');
}

function section(dataset: DatasetContract): string[] {
  const { name, meaning, sourceColumns, columns, partitionKeys, primaryKey, retentionDays, rowRules, follows } =
    dataset;
  return [
    '',
    `## ${name}`,
    '',
    `${meaning} Kept ${retentionDays} days.${keySentence(primaryKey)}${pathSentence(name, partitionKeys)}`,
    ...part(
      'What the source holds, and what passes',
      ['column', 'type', 'meaning', 'identifies', 'passes', 'needed by'],
      sourceColumns.map(sourceRow),
    ),
    ...part(
      'What Athena sees',
      ['column', 'type', 'meaning'],
      [...columns, ...partitionKeys].map((column) => [column.name, column.type, column.meaning]),
    ),
    ...part('Rules on every row', ['rule', 'meaning', 'looks at'], rowRules.map(ruleRow)),
    ...(follows === undefined
      ? []
      : ['', `A row passes when its ${follows.column} is among the good rows of ${follows.dataset}.`]),
  ];
}

function keySentence(primaryKey: readonly string[]): string {
  return primaryKey.length === 0 ? '' : ` Key: ${primaryKey.join(', ')}.`;
}

function pathSentence(name: string, keys: readonly PartitionKey[]): string {
  return ` Path: \`curated/${[name, ...keys.map((key) => `${key.name}=`)].join('/')}/\`.`;
}

function sourceRow({ name, type, meaning, identifies, privacy, form, neededBy }: SourceColumn): string[] {
  return [name, type, meaning, identifies, passes(privacy, form), neededBy.join(', ')];
}

function passes(privacy: Privacy, form: Form | undefined): string {
  switch (privacy.action) {
    case 'keep':
      return form === undefined ? 'as it is' : `as it is, where it looks like ${looks(form)}`;
    case 'drop':
      return 'no';
    case 'hmac':
      return `keyed hash, as ${privacy.as}`;
    case 'derive':
      return `derived, as ${privacy.as}`;
  }
}

function looks(form: Form): string {
  switch (form.kind) {
    case 'code':
    case 'label':
      return `a ${form.kind}`;
    case 'one of':
      return `one of ${form.values.join(', ')}`;
    case 'number':
      return `a number of at most ${form.digits} digits`;
  }
}

function ruleRow({ name, meaning, columns, parent }: RowRule): string[] {
  return [`\`${name}\``, meaning, [...columns, ...(parent === undefined ? [] : [`rows of ${parent}`])].join(', ')];
}

function part(title: string, head: readonly string[], rows: readonly string[][]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return ['', `### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)];
}
