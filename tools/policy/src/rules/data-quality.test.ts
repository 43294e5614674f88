import { dataQuality } from './data-quality';
import { findings, type Resources, stackWith } from './testing';

const named = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { name }]));
const lake = stackWith({ aws_glue_catalog_table: named('purchase', 'clicks', 'quarantine') });
const stream = stackWith({
  aws_kinesis_firehose_delivery_stream: {
    S: { extended_s3_configuration: { schema_configuration: { table_name: 'clicks' } } },
  },
});
const rulesets = (...names: string[]): Resources => ({ aws_glue_data_quality_ruleset: named(...names) });
const job: Resources = { aws_glue_job: { J: { default_arguments: { '--ruleset_prefix': 'p-' } } } };
const judged = (resources: Resources, ...others: (typeof lake)[]) =>
  findings(dataQuality, lake, stackWith(resources), ...others);
const unguarded = (table: string) =>
  `${table}: 'name' must have a rule set '<prefix>${table}-gate' that a job reads by '--ruleset_prefix', got none`;

describe('data quality', () => {
  it('has a gate before every table but the one that a stream fills, and the one of bad rows', () => {
    expect(judged({ ...job, ...rulesets('p-purchase-gate', 'p-purchase-rows') }, stream)).toEqual([]);
  });

  it.each([
    ['there is none', { ...job, ...rulesets() }, [unguarded('purchase')]],
    ['no job reads it', rulesets('p-purchase-gate'), [unguarded('purchase'), unread('p-purchase-gate')]],
    [
      'the job looks elsewhere',
      { ...job, ...rulesets('q-purchase-gate') },
      [unguarded('purchase'), unread('q-purchase-gate')],
    ],
    ['rows are judged only', { ...job, ...rulesets('p-purchase-rows') }, [unguarded('purchase')]],
  ])('misses a gate when %s', (_, resources, expected) => {
    expect(judged(resources, stream)).toEqual(expected);
  });

  it('does not take a table for streamed without its stream', () => {
    expect(judged({ ...job, ...rulesets('p-purchase-gate') })).toEqual([unguarded('clicks')]);
  });

  it('wants no rule set of a table that is not there', () => {
    expect(judged({ ...job, ...rulesets('p-purchase-gate', 'p-gone-gate') }, stream)).toEqual([unread('p-gone-gate')]);
  });
});

function unread(name: string): string {
  return `${name}: 'name' must be '<prefix><table>-gate' or '-rows', as a job reads it by '--ruleset_prefix', got ${name}`;
}
