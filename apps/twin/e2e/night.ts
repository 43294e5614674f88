import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientsOf, listKeys } from '../src/clients';
import { clientEnvironment, control } from '../src/emulator';
import { projectRoot } from '../src/paths';
import type { TwinRecord } from '../src/record';
import type { TestTwin } from './twin';

const bucket = 'mall-dev-backup-111122223333-ap-northeast-1';
const [nightfall, morning] = ['2024-07-04T17:00:00Z', '2024-07-04T21:00:00Z'];
const takeRestoreRole = `
import boto3, json
taken = boto3.client('sts').assume_role(
    RoleArn='arn:aws:iam::111122223333:role/mall-dev-backup-restore', RoleSessionName='test',
    SerialNumber='arn:aws:iam::111122223333:mfa/administrator', TokenCode='123456')['Credentials']
names = {'AccessKeyId': 'ACCESS_KEY_ID', 'SecretAccessKey': 'SECRET_ACCESS_KEY', 'SessionToken': 'SESSION_TOKEN'}
print(json.dumps({f'AWS_{name}': taken[key] for key, name in names.items()}))
`;
const folder = 'year=2024/month=07/day=05/mall-dev-backup-night-20240705/';

/** What must hold of a night's backup. To be called within a `describe` of a twin of dev whose tables were loaded. */
export function describeNight(twin: TestTwin): void {
  describe('a night', () => {
    let record: TwinRecord;
    beforeAll(() => {
      record = JSON.parse(twin.read('twin.json').toString()) as TwinRecord;
    });

    /** Has the clock strike and waits until all that follows is done. Answers the schedules that fired. */
    const strike = async (at: string): Promise<readonly string[]> => {
      const { fired } = await control<{ fired: string[] }>(record, 'POST', `clock?at=${at}`);
      for (;;) {
        const { idle } = await control<{ idle: boolean }>(record, 'GET', 'idle');
        if (idle) return fired;
        await sleep(200);
      }
    };
    const exported = () => listKeys(clientsOf(record).s3, bucket, '');
    const python = (args: readonly string[], credentials: Readonly<Record<string, string>> = {}) =>
      execFileSync(path.join(projectRoot, '.cache/python/bin/python'), args, {
        cwd: path.join(__dirname, 'parquet'),
        env: { ...process.env, ...clientEnvironment(record), ...credentials },
      }).toString();
    /** Nobody but this role may read what was exported, an administrator neither. */
    const restorer = () => JSON.parse(python(['-c', takeRestoreRole])) as Record<string, string>;

    it('ends with the three tables as Parquet in its folder, row for row', async () => {
      expect(await strike(nightfall)).toEqual(['mall-dev-backup-night']);
      const keys = await exported();
      expect(keys.filter((key) => !key.startsWith(folder))).toEqual([]);
      expect(JSON.parse(python(['count_rows.py', bucket, folder], restorer()))).toEqual(
        JSON.parse(python(['count_lines.py', path.join(twin.state, 'input')])),
      );
    });

    it('is not exported twice, however often its hour strikes and its events come', async () => {
      const before = await exported();
      expect(await strike(nightfall)).toEqual(['mall-dev-backup-night']);
      expect(await strike(morning)).toEqual(['mall-dev-backup-check']);
      expect(await exported()).toEqual(before);
    });

    it('whose event was lost is exported in the morning', async () => {
      const files = async () => (await exported()).filter((key) => /\/day=06\/.*\.gz\.parquet$/.test(key));
      const events = "import boto3, sys; getattr(boto3.client('events'), sys.argv[1])(Name='mall-dev-backup-exports')";
      python(['-c', events, 'disable_rule']);
      await strike('2024-07-05T17:00:00Z');
      expect(await files()).toEqual([]);
      await strike('2024-07-05T21:00:00Z');
      expect(await files()).toHaveLength(3);
      python(['-c', events, 'enable_rule']);
    });
  });
}
