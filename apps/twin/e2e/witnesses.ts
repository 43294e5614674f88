import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { outputsOfApplied } from '../src/apply';
import { projectRoot } from '../src/paths';
import type { TwinRecord } from '../src/record';
import { aws, runAgainst } from './cli';
import type { TestTwin } from './twin';

/** The rows of `witnesses/typed_table.py`: id, name, price, day, at, tags, ratio. */
const typed = [
  ['1', '山田 花子, 「様」', '1280.50', '2024-02-29', '2024-02-29 23:59:59.500000', ['綿', '白'], '0.1'],
  ['2', null, null, null, null, null, null],
];
const names = ['id', 'name', 'price', 'day', 'at', 'tags', 'ratio'];
const some = typed.map((row) => row.slice(0, 4));

interface Execution {
  readonly QueryExecution: {
    readonly Status: { readonly State: string };
    readonly ResultConfiguration: { readonly OutputLocation: string };
    readonly Statistics: { readonly ResultReuseInformation?: { readonly ReusedPreviousResult: boolean } };
  };
}

interface Answer {
  readonly ResultSet: { readonly Rows: readonly { readonly Data: readonly { readonly VarCharValue?: string }[] }[] };
}

/**
 * Programs of others that read Athena, unchanged: they know the twin by its environment variables only. To be called
 * within a `describe` of a twin of dev after a run, whose results `calculated` are by the names of their files.
 */
export function describeWitnesses(twin: TestTwin, calculated: () => Promise<Readonly<Record<string, string>>>): void {
  describe('the results, read by programs of others,', () => {
    let record: TwinRecord;
    let places: { database: string; workgroup: string; bucket: string };
    const python = (script: string, ...more: readonly string[]) =>
      runAgainst(record, 'python', [
        ...['-W', 'ignore', path.join(__dirname, 'witnesses', script)],
        ...[path.join(projectRoot, 'apps/athena-sql/analyses'), places.database, places.workgroup, places.bucket],
        ...more,
      ]);
    const analyses = async () =>
      Object.fromEntries(Object.entries(await calculated()).map(([file, text]) => [path.parse(file).name, text]));

    beforeAll(async () => {
      record = JSON.parse(twin.read('twin.json').toString()) as TwinRecord;
      const [lake, { workgroup }] = await Promise.all([
        outputsOfApplied(record, 'data-lake'),
        outputsOfApplied(record, 'analytics'),
      ]);
      places = { database: lake.catalog_database, workgroup, bucket: lake.results_bucket };
      python('typed_table.py');
    });

    afterAll(() => {
      python('typed_table.py', 'away');
    });

    it('are the same to PyAthena', async () => {
      const said = JSON.parse(python('with_pyathena.py')) as Record<string, unknown>;
      expect(said.analyses).toEqual(await analyses());
      expect(said).toMatchObject({
        typed,
        types: ['integer', 'varchar', 'decimal', 'date', 'timestamp', 'array', 'double'],
        chosen: [[1]],
        pandas: [
          ['1', '1280.50', '2024-02-29 00:00:00'],
          ['2', null, null],
        ],
        unloaded: some,
        reused: [false, true],
        columns: names,
      });
      expect(said.tables).toEqual(expect.arrayContaining(['clicks', 'customer', 'witness']));
    });

    it('are the same to awswrangler, which makes tables, unloads, and reads CSV files', async () => {
      const said = JSON.parse(python('with_awswrangler.py')) as Record<string, unknown>;
      expect(said.analyses).toEqual(await analyses());
      expect(said).toMatchObject({ typed, csv: some, unloaded: some, left: [] });
    });

    it('are the same to the AWS command line', async () => {
      const athena = <T>(...args: readonly string[]) => aws<T>(record, 'athena', ...args);
      const ended = async (sql: string, ...more: readonly string[]) => {
        const { QueryExecutionId: id } = athena<{ QueryExecutionId: string }>(
          ...['start-query-execution', '--query-string', sql, '--work-group', places.workgroup],
          ...['--query-execution-context', `Database=${places.database}`, ...more],
        );
        for (;;) {
          const execution = athena<Execution>('get-query-execution', '--query-execution-id', id).QueryExecution;
          if (execution.Status.State === 'SUCCEEDED') return { id, ...execution };
          expect(['QUEUED', 'RUNNING']).toContain(execution.Status.State);
          await sleep(200);
        }
      };
      const rows = (id: string) =>
        athena<Answer>('get-query-results', '--query-execution-id', id, '--page-size', '7').ResultSet.Rows.map(
          ({ Data }) => Data.map(({ VarCharValue }) => VarCharValue ?? null),
        );

      const sql = `file://${path.join(projectRoot, 'apps/athena-sql/analyses/clicks_by_hour.sql')}`;
      const { id, ResultConfiguration } = await ended(sql);
      const table = rows(id);
      expect(`${table.map((row) => row.join(',')).join('\n')}\n`).toBe((await calculated())['clicks_by_hour.csv']);
      const copied = runAgainst(record, 'aws', ['s3', 'cp', ResultConfiguration.OutputLocation, '-']);
      expect(copied).toBe(`${table.map((row) => row.map((cell) => `"${cell ?? ''}"`).join(',')).join('\n')}\n`);
      const listed = runAgainst(record, 'aws', ['s3', 'ls', ResultConfiguration.OutputLocation]);
      expect(listed).toContain(`${id}.csv.metadata`);

      const prepared = ['--statement-name', 'witness', '--work-group', places.workgroup];
      athena('create-prepared-statement', ...prepared, '--query-statement', 'select * from witness where id = ?');
      const one = await ended('execute witness using 1');
      expect(rows(one.id)).toEqual([
        names,
        ['1', '山田 花子, 「様」', '1280.50', '2024-02-29', '2024-02-29 23:59:59.500', '[綿, 白]', '0.1'],
      ]);
      athena('delete-prepared-statement', ...prepared);

      const reuse = ['--result-reuse-configuration', 'ResultReuseByAgeConfiguration={Enabled=true,MaxAgeInMinutes=5}'];
      expect((await ended(sql, ...reuse)).Statistics.ResultReuseInformation?.ReusedPreviousResult).toBe(true);
      const where = ['--catalog-name', 'AwsDataCatalog', '--database-name', places.database, '--table-name', 'witness'];
      const told = athena<{ TableMetadata: { Columns: readonly { Name: string }[] } }>('get-table-metadata', ...where);
      expect(told.TableMetadata.Columns.map(({ Name }) => Name)).toEqual(names);
    });
  });
}
