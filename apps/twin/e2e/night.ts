import { GetObjectCommand } from '@aws-sdk/client-s3';
import path from 'node:path';
import { clientsOf, listKeys } from '../src/clients';
import { control, runningTwin, untilIdle } from '../src/emulator';
import type { TwinRecord } from '../src/record';
import { refusalsOf, refusingNothing } from '../src/refusals';
import { aws, runAgainst } from './cli';
import { type Clients, Person } from './person';
import { Years } from './retention';
import type { TestTwin } from './twin';

const bucket = 'mall-dev-backup-111122223333-ap-northeast-1';
const [nightfall, morning] = ['2024-07-04T17:00:00Z', '2024-07-04T21:00:00Z'];
const restore = 'arn:aws:iam::111122223333:role/mall-dev-backup-restore';
const folder = 'year=2024/month=07/day=05/mall-dev-backup-night-20240705/';

/** What must hold of a night's backup. To be called within a `describe` of a twin of dev whose tables were loaded. */
export function describeNight(twin: TestTwin): void {
  describe('a night', () => {
    let record: TwinRecord;
    let taro: Person;
    let session: Clients;
    /** Signs as the role by which alone one reads what was exported. */
    let restorer: Readonly<Record<string, string>>;

    beforeAll(() => {
      record = runningTwin();
      taro = Person.hire(record, 'taro');
      taro.moveTo('mall-dev-governance-administrator');
    });

    afterAll(() => {
      taro.dismiss();
    });

    /** Has the clock strike and waits until all that follows is done, none of which may be refused. Answers the schedules that fired. */
    const strike = async (at: string): Promise<readonly string[]> => {
      const { fired } = await refusingNothing(
        () => refusalsOf(record),
        async () => {
          const struck = await control<{ fired: string[] }>(record, 'POST', `clock?at=${at}`);
          await untilIdle(record);
          return struck;
        },
      );
      return fired;
    };
    const exported = () => listKeys(clientsOf(record).s3, bucket, '');
    const events = (command: string) => {
      aws(record, 'events', command, '--name', 'mall-dev-backup-exports');
    };
    const count = (script: string, args: readonly string[], credentials: Readonly<Record<string, string>> = {}) =>
      JSON.parse(
        runAgainst(record, 'python', [path.join(__dirname, 'parquet', script), ...args], credentials),
      ) as object;
    /** Rows by table that the restore role reads in the night's export. */
    const exportedRows = () => count('count_rows.py', [bucket, folder], restorer);
    const loadedRows = () => count('count_lines.py', [path.join(twin.state, 'input')]);

    it('is read by who has taken the restore role, which a second factor opens to an administrator', () => {
      const refused = 'user/taro is not authorized to perform: sts:AssumeRole';
      expect(() => taro.take(restore)).toThrow(`${refused} on resource: ${restore} with an explicit deny`);
      session = taro.signIn();
      restorer = taro.take(restore);
    });

    it('ends with the three tables as Parquet in its folder, row for row', async () => {
      expect(await strike(nightfall)).toEqual(['mall-dev-backup-night']);
      const keys = await exported();
      expect(keys.filter((key) => !key.startsWith(folder))).toEqual([]);
      expect(exportedRows()).toEqual(loadedRows());
      const read = session.s3.send(new GetObjectCommand({ Bucket: bucket, Key: keys[0] }));
      await expect(read).rejects.toThrow(
        /user\/taro is not authorized to perform: s3:GetObject on resource: \S+ with an explicit deny in a resource-based policy/,
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
      events('disable-rule');
      await strike('2024-07-05T17:00:00Z');
      expect(await files()).toEqual([]);
      await strike('2024-07-05T21:00:00Z');
      expect(await files()).toHaveLength(3);
      events('enable-rule');
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

      const files = keys.filter((key) => key.startsWith(folder) && key.endsWith('.parquet'));
      expect(await Promise.all(files.map((key) => years.ask(key, restorer)))).toEqual(
        files.map(() => 'InvalidObjectState'),
      );
      expect(await Promise.all(files.map((key) => years.ask(key, restorer, 2)))).toEqual(files.map(() => 202));
      await years.after(731);
      expect(exportedRows()).toEqual(loadedRows());

      await years.before(1827);
      expect([await seen(), await exported()]).toEqual([deep, keys]);
      await years.after(1827);
      expect(await exported()).toEqual([]);
      await years.before(1857);
      expect(await years.versions()).toHaveLength(keys.length);
      await years.after(1860);
      expect(await years.kept()).toEqual([]);
    });
  });
}
