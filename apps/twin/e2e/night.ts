import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientsOf, listKeys } from '../src/clients';
import { clientEnvironment, control } from '../src/emulator';
import { projectRoot } from '../src/paths';
import type { TwinRecord } from '../src/record';
import { Years } from './retention';
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

    it('has its years before it, and another figure in a rule would show', async () => {
      const years = new Years(record, bucket);
      const sizes = (await years.kept()).map(({ size }) => size);
      const [all, moved] = [sizes.length, sizes.filter((size) => size > 1).length];
      const promised = await years.timetable();
      expect(promised).toEqual([
        ...[`STANDARD_IA ${moved} on 30`, `GLACIER ${moved} on 90`, `DEEP_ARCHIVE ${moved} on 730`],
        ...[`hide ${moved} on 1827`, `hide ${all - moved} on 1827`],
      ]);
      for (const [figure, other] of [
        ['"Days":30', '"Days":31'],
        ['"Days":90', '"Days":91'],
        ['"Days":730', '"Days":729'],
        ['"Days":1827', '"Days":1826'],
        ['"ObjectSizeGreaterThan":1', '"ObjectSizeGreaterThan":131071'],
      ] as const) {
        expect(await years.timetableIf(figure, other)).not.toEqual(promised);
      }
      expect(await years.timetable()).toEqual(promised);
    });

    it('lives its five years class by class, can be read from the deepest, and nothing goes before its time', async () => {
      const years = new Years(record, bucket);
      const first = await years.kept();
      const keys = first.map(({ key }) => key).sort();
      /** Where the exports lie; the empty files beside them, which have nothing to move, stay in Standard. */
      const seen = async () => {
        const kept = await years.kept();
        expect(kept.map(({ key }) => key).sort()).toEqual(keys);
        return [...new Set(kept.flatMap(({ size, storageClass }) => (size > 1 ? storageClass : [])))].join();
      };
      const classes = [await seen()];
      for (const days of [30, 90, 730]) {
        await years.before(days);
        classes.push(await seen());
        await years.after(days);
        classes.push(await seen());
      }
      const [standard, infrequent, glacier, deep] = ['STANDARD', 'STANDARD_IA', 'GLACIER', 'DEEP_ARCHIVE'];
      expect(classes).toEqual([standard, standard, infrequent, infrequent, glacier, glacier, deep]);

      const role = restorer();
      const files = keys.filter((key) => key.startsWith(folder) && key.endsWith('.parquet'));
      expect(await Promise.all(files.map((key) => years.ask(key, role)))).toEqual(
        files.map(() => 'InvalidObjectState'),
      );
      expect(await Promise.all(files.map((key) => years.ask(key, role, 2)))).toEqual(files.map(() => 202));
      await years.after(731);
      expect(JSON.parse(python(['count_rows.py', bucket, folder], restorer()))).toEqual(
        JSON.parse(python(['count_lines.py', path.join(twin.state, 'input')])),
      );

      await years.before(1827);
      expect([await seen(), await exported()]).toEqual([deep, keys]);
      await years.after(1827);
      expect(await exported()).toEqual([]);
      await years.before(1857);
      expect((await years.kept()).filter(({ storageClass }) => storageClass !== 'delete marker')).toHaveLength(
        keys.length,
      );
      await years.after(1860);
      expect(await years.kept()).toEqual([]);
    });
  });
}
