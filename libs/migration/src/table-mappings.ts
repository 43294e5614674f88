import { requireCount, requirePattern } from '@mall/foundation';
import type { Construct } from 'constructs';

export interface TableMappings {
  /** Schema in which the tables are read. */
  readonly fromSchema: string;
  /** Schema into which they are written. */
  readonly toSchema: string;
  /** Tables that are brought over. */
  readonly tables: readonly string[];
}

/**
 * The rules by which DMS chooses tables and renames their schema (AWS DMS: table mapping by JSON).
 *
 * @returns The JSON text that DMS takes.
 */
export function tableMappings({ fromSchema, toSchema, tables }: TableMappings): string {
  const selections = tables.map((table) => ({
    'rule-type': 'selection',
    'rule-name': `include-${table}`,
    'object-locator': { 'schema-name': exactly(fromSchema), 'table-name': exactly(table) },
    'rule-action': 'include',
  }));
  const renaming = {
    'rule-type': 'transformation',
    'rule-name': 'rename-schema',
    'rule-target': 'schema',
    'object-locator': { 'schema-name': exactly(fromSchema) },
    'rule-action': 'rename',
    value: toSchema,
  };
  const rules = fromSchema === toSchema ? selections : [...selections, renaming];
  return JSON.stringify({ rules: rules.map((rule, at) => ({ 'rule-id': String(at + 1), ...rule })) });
}

/** @throws Error when a schema or table is no name of MySQL's, or no table is named, or one is named twice. */
export function requireTables(scope: Construct, schema: string, tables: readonly string[]): void {
  const word = /^[A-Za-z0-9_$]{1,64}$/;
  requirePattern(scope, 'source.schema', schema, word, 'a name of up to 64 letters, digits, _ and $');
  requireCount(scope, 'tables', tables, 1);
  for (const table of tables)
    requirePattern(scope, 'tables', table, word, 'names of up to 64 letters, digits, _ and $');
  requirePattern(scope, 'tables', [...tables].sort().join(), /^(?!(.*,)?([^,]+),\2(,|$))/, 'tables named once');
}

/** In DMS's patterns `_` is any one character; in brackets it is itself. */
function exactly(name: string): string {
  return name.replaceAll('_', '[_]');
}
