import { control, runningTwin, untilIdle } from '../src/emulator';
import { takeAsJob } from '../src/job';
import type { TwinRecord } from '../src/record';
import { environmentOf } from '../src/shell';
import { aws, awsAs } from './cli';
import { Years } from './retention';

const bucket = 'mall-prod-backup-444455556666-ap-northeast-1';
const protectedByLock = 'Access Denied because object protected by object lock.';

/** A version as S3 lists it. */
interface Version {
  readonly Key: string;
  readonly VersionId: string;
  readonly LastModified: string;
}

/** What holds a night's export of prod for its years, which are locked. To be called while prod is applied. */
export function describeLock(): void {
  describe('a night that is exported', () => {
    let record: TwinRecord;
    let first: Version;
    let count: number;
    let named: readonly string[];
    const s3 = <T>(command: string, ...args: readonly string[]) =>
      aws<T>(record, 's3api', command, '--bucket', bucket, ...args);

    beforeAll(async () => {
      record = runningTwin();
      await control(record, 'POST', 'clock?at=2024-07-04T17:00:00Z');
      await untilIdle(record);
      const { Versions = [] } = s3<{ Versions?: Version[] }>('list-object-versions');
      count = Versions.length;
      [first] = Versions as [Version];
      named = ['--key', first.Key, '--version-id', first.VersionId];
    });

    it('is locked for as long as it is kept', () => {
      const { Retention } = s3<{ Retention: Record<string, string> }>('get-object-retention', ...named);
      const days = (Date.parse(Retention.RetainUntilDate ?? '') - Date.parse(first.LastModified)) / 86_400_000;
      expect([Retention.Mode, Math.round(days)]).toEqual(['GOVERNANCE', 1827]);
    });

    it('is neither deleted nor released by an administrator’s slip', () => {
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
      const released = ['--retention', `Mode=GOVERNANCE,RetainUntilDate=${tomorrow}`];
      expect(() => s3('delete-object', ...named)).toThrow(protectedByLock);
      expect(() => s3('put-object-retention', ...named, ...released)).toThrow(protectedByLock);
      expect(() => s3('put-bucket-versioning', '--versioning-configuration', 'Status=Suspended')).toThrow(
        'InvalidBucketState',
      );
    });

    it('is not unlocked by a role, whatever it is granted', async () => {
      const { credentials } = await takeAsJob(record, 'apply', 'environment:prod');
      const unlocked = ['s3api', 'delete-object', '--bucket', bucket, ...named, '--bypass-governance-retention'];
      expect(() => awsAs(record, environmentOf(credentials), ...unlocked)).toThrow(
        /bootstrap-apply\/job is not authorized to perform: s3:BypassGovernanceRetention on resource: \S+ with an explicit deny in a permissions boundary/,
      );
    });

    it('is only hidden by who deletes it or by its end, and gone a month after its lock', async () => {
      s3('delete-object', '--key', first.Key);
      const years = new Years(record, bucket);
      expect(await years.versions()).toHaveLength(count);
      const moves = ['STANDARD_IA', 'GLACIER', 'DEEP_ARCHIVE'];
      const ends = (await years.timetable(1900)).filter((line) => !moves.some((move) => line.startsWith(move)));
      expect(ends).toEqual([
        'remove 1 on 1827',
        `hide ${count - 1} on 1827`,
        'remove 1 on 1828',
        `remove ${count - 1} on 1858`,
        `remove ${count - 1} on 1859`,
      ]);
    });
  });
}
