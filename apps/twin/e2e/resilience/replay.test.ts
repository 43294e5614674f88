import { CopyObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreatePartitionCommand, GetTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { clientSettings } from '../../src/clients';
import { runningTwin } from '../../src/emulator';
import { TwinAws } from '../aws';
import { mendedCustomers, shopWith } from '../inputs';
import { newFolder, TestTwin, textsIn } from '../twin';

const twin = new TestTwin();
let aws: TwinAws;

beforeAll(async () => {
  const { exitCode, stderr } = await twin.command('up', '--environment', 'dev', '--tiers', 'road');
  if (exitCode !== 0) throw new Error(stderr);
  aws = await TwinAws.of(twin);
  const ended = await twin.command('run', '--once', '--data', shopWith(5));
  if (ended.exitCode !== 0) throw new Error(ended.stderr);
});

afterAll(async () => {
  await twin.command('down');
});

const records = (state: string) => aws.quarantinedPurchases(state);
const replay = async (corrections: string) => {
  const exported = newFolder();
  const { exitCode, stdout, stderr } = await twin.command('replay', corrections, '--export', exported);
  return { exitCode, stdout, stderr, results: textsIn(exported) };
};

describe('mended rows', () => {
  // p1 to p5 are by nobody that is known: two get their customers, one a customer who is not known either.
  const corrections = mendedCustomers({ p1: 'c1', p2: 'c2', p3: 'nobody at all' });
  let first: Awaited<ReturnType<typeof replay>>;

  it('come back in through the gate, and those that are still bad stay', async () => {
    first = await replay(corrections);
    expect(first.exitCode === 0 ? '' : first.stderr).toBe('');
    expect(first.stdout).toMatch(/purchase +100 +97 +3 +0/);
    expect(first.results['sales_by_category.csv']).toContain('Tops,97,97,');
    expect([await records('bad'), await records('mended')]).toEqual([3, 2]);
  });

  it('change nothing when they are handed in once more', async () => {
    const second = await replay(corrections);
    expect(second.results).toEqual(first.results);
    expect(second.stdout).toMatch(/purchase +100 +97 +3 +0/);
    expect([await records('bad'), await records('mended')]).toEqual([3, 2]);
    expect(await aws.number('select count(*) - count(distinct purchase_id) from purchase')).toBe(0);
  });
});

describe('a run that does not balance', () => {
  it('ends with 1 and one sentence that names step, dataset and both figures', async () => {
    await registerStrayRows();
    const { exitCode, stderr } = await twin.command('replay');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/step 'catalog' of purchase: 97 rows curated, but 194 rows in the catalog/);
  });
});

/** Copies the purchases' only partition to where no job looks after, but analyses may read, and registers it as one more. */
async function registerStrayRows(): Promise<void> {
  const settings = clientSettings(runningTwin());
  const bucket = aws.lake.curated_bucket;
  const [key = ''] = await aws.keys(bucket, 'purchase/');
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const stray = { Bucket: bucket, Key: 'clicks/stray/rows.parquet', CopySource: `${bucket}/${key}` };
  await s3.send(new CopyObjectCommand(stray));
  const glue = new GlueClient(settings);
  const purchase = { DatabaseName: aws.lake.catalog_database, TableName: 'purchase' };
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName: purchase.DatabaseName, Name: 'purchase' }));
  const StorageDescriptor = { ...Table?.StorageDescriptor, Location: `s3://${bucket}/clicks/stray/` };
  const PartitionInput = { Values: ['1999', '01'], StorageDescriptor };
  await glue.send(new CreatePartitionCommand({ ...purchase, PartitionInput }));
}
