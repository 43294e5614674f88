import { BatchGetNamedQueryCommand, ListNamedQueriesCommand } from '@aws-sdk/client-athena';
import { GetTablesCommand, StartWorkflowRunCommand, StopWorkflowRunCommand } from '@aws-sdk/client-glue';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { datasets } from '@mall/datasets';
import { tryReadText } from '@mall/lambda-kit';
import { outputsOfApplied } from '../src/apply';
import { clientsOf, listKeys } from '../src/clients';
import { runningTwin, untilIdle } from '../src/emulator';
import type { OutputsOf } from '../src/outputs';
import { projectRoot } from '../src/paths';
import { queryRows } from '../src/query';
import { type Clients, Person } from './person';

const quarantine = 'mall-dev-analytics-quarantine';
const correction = 'mended/purchase/hanako.csv';

/** What people of the groups see of a twin of dev, to be called after a run that left bad rows. */
export function describePeople(): void {
  describe('people', () => {
    let lake: OutputsOf<'data-lake'>;
    let workgroup: string;
    let workflow: string;
    let hanako: Person;
    let session: Clients;

    const ask = (sql: string, where = workgroup, { athena } = session) =>
      queryRows(athena, where, lake.catalog_database, sql);
    /** The saved query of a name, as one finds it in a workgroup. */
    const saved = async (name: string, where: string) => {
      const { NamedQueryIds = [] } = await session.athena.send(new ListNamedQueriesCommand({ WorkGroup: where }));
      const { NamedQueries } = await session.athena.send(new BatchGetNamedQueryCommand({ NamedQueryIds }));
      return NamedQueries?.find(({ Name }) => Name === name)?.QueryString ?? '';
    };
    const tablesOf = async (database: string) => {
      const { TableList = [] } = await session.glue.send(new GetTablesCommand({ DatabaseName: database }));
      return TableList.map(({ Name }) => Name).sort();
    };
    const refusal = (action: string) => `user/hanako is not authorized to perform: ${action}`;

    beforeAll(async () => {
      const record = runningTwin();
      lake = await outputsOfApplied(record, 'data-lake');
      ({ workgroup } = await outputsOfApplied(record, 'analytics'));
      ({ workflow } = await outputsOfApplied(record, 'pipeline'));
      hanako = Person.hire(record, 'hanako');
      hanako.moveTo('mall-dev-governance-analyst');
    });

    afterAll(() => {
      hanako.dismiss();
    });

    it('may do nothing but set up a second factor before they have one', async () => {
      const denied = `${refusal('athena:ListWorkGroups')} with an explicit deny`;
      expect(() => hanako.run('athena', 'list-work-groups')).toThrow(denied);
      session = hanako.signIn();
      await expect(ask('select 1', workgroup, hanako.weak)).rejects.toThrow('with an explicit deny');
      expect(await ask('select 1 as one')).toEqual([['one'], ['1']]);
    });

    it('of the analysts run an analysis, and see neither bad rows nor uploads', async () => {
      const sql = readFileSync(path.join(projectRoot, 'apps/athena-sql/analyses/sales_by_category.sql'), 'utf8');
      const lines = (await ask(sql)).map((row) => `${row.join(',')}\n`).join('');
      expect(lines).toBe(await tryReadText(session.s3, lake.results_bucket, 'analyses/sales_by_category.csv'));
      await expect(ask('select 1', quarantine)).rejects.toThrow(refusal('athena:StartQueryExecution'));
      await expect(ask('select * from quarantine')).rejects.toThrow(refusal('glue:GetTable'));
      await expect(listKeys(session.s3, lake.landing_bucket, '')).rejects.toThrow(refusal('s3:ListBucket'));
      const upload = new GetObjectCommand({ Bucket: lake.landing_bucket, Key: 'surveys/survey-2024Q1.xlsx' });
      await expect(session.s3.send(upload)).rejects.toThrow(refusal('s3:GetObject'));
    });

    it('of the analysts see which tables they may ask about, of no other database any, and start no run', async () => {
      const curated = datasets.map(({ name }) => name).sort();
      expect(await tablesOf(lake.catalog_database)).toEqual(curated);
      await expect(tablesOf('mall_prod')).rejects.toThrow(/glue:GetTables on resource: \S+:database\/mall_prod/);
      const start = new StartWorkflowRunCommand({ Name: workflow });
      await expect(session.glue.send(start)).rejects.toThrow(refusal('glue:StartWorkflowRun'));
    });

    it('of the stewards ask why rows are in quarantine, and hand in corrections; good rows they do not see', async () => {
      hanako.moveTo('mall-dev-governance-steward');
      const { s3, athena } = clientsOf(runningTwin());
      const sql = await saved('quarantine_by_rule', quarantine);
      const seen = await ask(sql, quarantine);
      expect(seen[0]).toEqual(['dataset', 'part', 'rule', 'bad_rows']);
      expect(seen.length).toBeGreaterThan(1);
      expect(seen).toEqual(await queryRows(athena, workgroup, lake.catalog_database, sql));
      await expect(ask('select * from customer', quarantine)).rejects.toThrow(refusal('glue:GetTable'));
      await expect(ask(sql)).rejects.toThrow(refusal('athena:StartQueryExecution'));

      const where = { Bucket: lake.landing_bucket, Key: correction };
      await session.s3.send(new PutObjectCommand({ ...where, Body: 'purchase_id,quantity\np1,1\n' }));
      await expect(session.s3.send(new GetObjectCommand(where))).rejects.toThrow(refusal('s3:GetObject'));
      await s3.send(new DeleteObjectCommand(where));
      expect(await listKeys(session.s3, lake.results_bucket, 'runs/')).toContainEqual(
        expect.stringMatching(/\/report\.json$/),
      );
    });

    it('of the stewards see their one table, and start the run that takes corrections in, which others stop', async () => {
      expect(await tablesOf(lake.catalog_database)).toEqual(['quarantine']);
      await expect(tablesOf('mall_prod')).rejects.toThrow(refusal('glue:GetTables'));
      const elsewhere = new StartWorkflowRunCommand({ Name: 'mall-prod-pipeline-marketing' });
      await expect(session.glue.send(elsewhere)).rejects.toThrow(refusal('glue:StartWorkflowRun'));
      const { RunId } = await session.glue.send(new StartWorkflowRunCommand({ Name: workflow }));
      const stop = { Name: workflow, RunId };
      const stopped = session.glue.send(new StopWorkflowRunCommand(stop));
      await expect(stopped).rejects.toThrow(refusal('glue:StopWorkflowRun'));
      await clientsOf(runningTwin()).glue.send(new StopWorkflowRunCommand(stop));
      await untilIdle(runningTwin());
    });

    it('who have no second factor are refused the quarantine too', async () => {
      await expect(ask('select 1', quarantine, hanako.weak)).rejects.toThrow('with an explicit deny');
    });
  });
}
