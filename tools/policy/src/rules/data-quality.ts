import type { Rule } from '../rule';
import { resourcesOf, type Stack, textsIn } from '../stacks';

/** The table of what did not pass the gate. */
const BAD_ROWS = 'quarantine';

/**
 * No row reaches a table past the gate: every table has its rule set, where the job looks, but those that a stream fills, and
 * that of bad rows.
 */
export const dataQuality: Rule = (stacks) =>
  [...new Set(stacks.map(({ environment }) => environment))].flatMap((environment) =>
    judgeEnvironment(stacks.filter((stack) => stack.environment === environment)),
  );

function judgeEnvironment(stacks: readonly Stack[]): ReturnType<Rule> {
  const prefixes = texts(stacks, 'aws_glue_job', '--ruleset_prefix');
  const names = new Set(texts(stacks, 'aws_glue_data_quality_ruleset', 'name'));
  const streamed = new Set(texts(stacks, 'aws_kinesis_firehose_delivery_stream', 'table_name'));
  const tables = resourcesOf(stacks, 'aws_glue_catalog_table');
  const unguarded = tables.filter(({ resource }) => {
    const table = String(resource.arguments['name']);
    return (
      table !== BAD_ROWS && !streamed.has(table) && !prefixes.some((prefix) => names.has(`${prefix}${table}-gate`))
    );
  });
  const expected = new Set(
    prefixes.flatMap((prefix) =>
      tables.flatMap(({ resource }) =>
        ['gate', 'rows'].map((kind) => `${prefix}${String(resource.arguments['name'])}-${kind}`),
      ),
    ),
  );
  const unread = resourcesOf(stacks, 'aws_glue_data_quality_ruleset').filter(
    ({ resource }) => !expected.has(String(resource.arguments['name'])),
  );
  return [
    ...unguarded.map((found) => ({
      ...found,
      sentence: `'name' must have a rule set '<prefix>${String(found.resource.arguments['name'])}-gate' that a job reads by '--ruleset_prefix', got none`,
    })),
    ...unread.map((found) => ({
      ...found,
      sentence: `'name' must be '<prefix><table>-gate' or '-rows', as a job reads it by '--ruleset_prefix', got ${String(found.resource.arguments['name'])}`,
    })),
  ];
}

/** What the resources of a type say for an argument. */
function texts(stacks: readonly Stack[], type: string, wanted: string): string[] {
  return resourcesOf(stacks, type).flatMap(({ resource }) =>
    textsIn(resource.arguments).flatMap(({ argument, text }) => (argument === wanted ? [text] : [])),
  );
}
