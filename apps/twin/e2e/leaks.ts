import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type Canary, plantCanaries } from '@mall/sample-data';
import { type Dashboard, serveDashboard } from '../src/dashboard';
import { clientsOf } from '../src/clients';
import { control } from '../src/emulator';
import { projectRoot } from '../src/paths';
import type { TwinRecord } from '../src/record';
import type { TwinAws } from './aws';
import type { TestSlack } from './slack';
import { newFolder, type TestTwin } from './twin';

/** What `python -m leaks` prints. */
interface Report {
  readonly looked_at: Readonly<Record<string, number>>;
  readonly leaks: readonly object[];
  readonly allowed: readonly { readonly canary: string; readonly place: string }[];
  readonly unopened: readonly string[];
}

/** A folder of input files, the canaries in them, and what the command said that ran on them. */
export interface CanaryShop {
  readonly folder: string;
  readonly canaries: readonly Canary[];
  readonly said: string;
}

const seed = 6;

/** What must hold after a run on a canary shop. To be called within a `describe` of a twin of dev on which it ended well. */
export function describeLeaks(twin: TestTwin, aws: () => TwinAws, shop: () => CanaryShop, slack: TestSlack): void {
  describe('what is personal', () => {
    let report: Report;
    let canaries: readonly Canary[];
    let dashboard: Dashboard;
    const record = () => JSON.parse(twin.read('twin.json').toString()) as TwinRecord;

    beforeAll(async () => {
      canaries = [...shop().canaries, ...(await plantBeyondTheRoad(record(), aws()))];
      const file = path.join(newFolder(), 'canaries.json');
      writeFileSync(file, JSON.stringify(canaries));
      dashboard = await serveDashboard(record(), aws().lake.results_bucket);
      report = await scan('--canaries', file, '--state', twin.state, '--page', dashboard.address);
    });
    afterAll(() => {
      dashboard.process.kill();
    });

    it('came in with every workbook', async () => {
      const reports = await aws().texts(aws().lake.raw_bucket, 'staged/reports/survey-2021Q');
      expect(reports).toContain('"status": "parsed", "quarter": "2021Q1", "rows_read": 309');
      for (const reason of [
        '2021Q2.xlsx: no visible sheet',
        '2021Q3.xlsx: the file is',
        '2021Q4.xlsx: the file is no',
      ]) {
        expect(reports).toContain(`"status": "refused", "reason": "survey-${reason}`);
      }
    });

    it('is found in no object, catalog, log, queue, query, state or page', () => {
      expect(report.leaks).toEqual([]);
      expect(report.unopened).toEqual([]);
    });

    it('is in no sentence of the command', () => {
      expect(shop().said).toContain('refused: ');
      expect(shop().canaries.filter(({ marks }) => marks.some((mark) => shop().said.includes(mark)))).toEqual([]);
    });

    it('is in no message to Slack, not even as the name of an upload', () => {
      expect(slack.told.filter((message) => /Survey other-[0-9a-f]{12} was refused/.test(message))).toHaveLength(1);
      const said = slack.told.join('\n');
      expect(canaries.filter(({ marks }) => marks.some((mark) => said.includes(mark)))).toEqual([]);
    });

    it('was looked for in all of them', () => {
      const stores = [
        'objects',
        'catalog',
        'jobs',
        'rule sets',
        'logs',
        'queues',
        'queries',
        'notices',
        'files',
        'status',
        'page',
      ];
      expect(Object.keys(report.looked_at)).toEqual(stores);
      expect(Object.values(report.looked_at).filter((things) => things === 0)).toEqual([]);
    });

    it('is found where it may lie: among the lines that are no click', () => {
      const found = new Set(report.allowed.map(({ canary }) => canary));
      const rejected = shop().canaries.filter(({ name }) =>
        /that is no JSON|too large|as clicks.status|a line of text/.test(name),
      );
      expect(rejected.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
      expect(rejected).toHaveLength(4);
    });

    it('lies there under another key than the rest of its bucket', async () => {
      const bucket = aws().lake.quarantine_bucket;
      const keyOf = async (prefix: string) => {
        const [Key] = await aws().keys(bucket, prefix);
        return (await clientsOf(record()).s3.send(new HeadObjectCommand({ Bucket: bucket, Key }))).SSEKMSKeyId;
      };
      const [rejected, rows] = [await keyOf('errors/clicks/'), await keyOf('rows/')];
      expect([rejected, rows]).toEqual([expect.stringContaining(':key/'), expect.stringContaining(':key/')]);
      expect(rejected).not.toBe(rows);
    });
  });
}

/** Plants the canaries in a new folder; nothing was said of it yet. */
export async function canaryShop(): Promise<CanaryShop> {
  const folder = newFolder();
  return { folder, canaries: await plantCanaries({ directory: folder, seed }), said: '' };
}

/** What no run brings in: an upload whose name tells a name. */
async function plantBeyondTheRoad(record: TwinRecord, aws: TwinAws): Promise<readonly Canary[]> {
  const name = { name: 'the name of an upload', value: '鸊鷉丘様の回答.xlsx', marks: ['鸊鷉丘'] };
  await clientsOf(record).s3.send(
    new PutObjectCommand({ Bucket: aws.lake.landing_bucket, Key: `surveys/${name.value}`, Body: 'no workbook' }),
  );
  while (!(await control<{ idle: boolean }>(record, 'GET', 'idle')).idle)
    await new Promise((go) => setTimeout(go, 200));
  return [name];
}

function scan(...args: readonly string[]): Promise<Report> {
  const python = path.join(projectRoot, '.cache/python/bin/python');
  return new Promise((resolve, reject) => {
    execFile(
      python,
      ['-m', 'leaks', ...args],
      { cwd: path.join(projectRoot, 'apps/twin'), maxBuffer: 64 * 1024 * 1024 },
      (_, stdout, stderr) => {
        try {
          resolve(JSON.parse(stdout) as Report);
        } catch {
          reject(new Error(stderr));
        }
      },
    );
  });
}
