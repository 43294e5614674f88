import { type ColumnType, datasets, viewOf, viewSql } from '@mall/datasets';
import { readMigrations, shopMigrations } from './migration-files';

const migrations = readMigrations(shopMigrations);

/** The last migration that defines something. */
const lastWith = (text: string): string => migrations.filter(({ sql }) => sql.includes(text)).at(-1)?.sql ?? '';

const kinds: Readonly<Record<string, ColumnType>> = {
  VARCHAR: 'string',
  TEXT: 'string',
  MEDIUMTEXT: 'string',
  INT: 'int',
  DATE: 'date',
  DATETIME: 'timestamp',
};

describe.each(datasets.filter(({ source }) => source === 'table').map((dataset) => ({ dataset, name: dataset.name })))(
  'the schema of $name',
  ({ dataset, name }) => {
    it('has exactly the columns of its contract, in their types', () => {
      const columns = [...lastWith(`CREATE TABLE ${name} (`).matchAll(/^ {2}([a-z0-9_]+) ([A-Z]+)/gm)];
      expect(columns.map(([, column, type]) => ({ name: column, type: kinds[type ?? ''] }))).toEqual(
        dataset.sourceColumns.map((column) => ({ name: column.name, type: column.type })),
      );
    });

    it('has the view that follows from its contract', () => {
      expect(lastWith(`VIEW ${viewOf(dataset)} `).trimEnd()).toBe(viewSql(dataset));
    });
  },
);

describe('the migrations', () => {
  it('hold one statement a file, because each commits at once', () => {
    for (const { sql } of migrations) expect(sql).not.toContain(';\n');
  });
});
