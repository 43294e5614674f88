import {
  GetBucketLifecycleConfigurationCommand,
  GetObjectCommand,
  type LifecycleRule,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  RestoreObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { BucketLife } from '../src/age-sheet';
import { clientSettings } from '../src/clients';
import { control } from '../src/emulator';
import type { TwinRecord } from '../src/record';

const aDay = 86_400_000;

/** A version of an object, or a delete marker. */
interface Kept {
  readonly key: string;
  readonly storageClass: string;
  readonly size: number;
}

/** The years of a bucket on the twin's clock, by the lifecycle that was applied to it, and what its readers see of them. */
export class Years {
  readonly #s3: S3Client;
  #born: readonly Date[] = [];

  constructor(
    private readonly record: TwinRecord,
    private readonly bucket: string,
  ) {
    this.#s3 = new S3Client({ ...clientSettings(record), forcePathStyle: true });
  }

  /** Everything that lies in the bucket; what is there at the first call is what years are counted from. */
  async kept(): Promise<readonly Kept[]> {
    const { Versions = [], DeleteMarkers = [] } = await this.#s3.send(
      new ListObjectVersionsCommand({ Bucket: this.bucket }),
    );
    if (this.#born.length === 0) this.#born = Versions.flatMap(({ LastModified }) => LastModified ?? []);
    return [
      ...Versions.map(({ Key = '', StorageClass = '', Size = 0 }) => ({
        key: Key,
        storageClass: StorageClass,
        size: Size,
      })),
      ...DeleteMarkers.map(({ Key = '' }) => ({ key: Key, storageClass: 'delete marker', size: 0 })),
    ];
  }

  /** Of what lies there, the versions of objects: delete markers left out. */
  async versions(): Promise<readonly Kept[]> {
    return (await this.kept()).filter(({ storageClass }) => storageClass !== 'delete marker');
  }

  /** What will happen within so many days to how many objects, and when, as a look ahead has it; nothing is changed. */
  async timetable(days = 1830): Promise<readonly string[]> {
    const ahead = `lifecycle?bucket=${this.bucket}&days=${days}`;
    const { buckets } = await control<{ buckets: readonly BucketLife[] }>(this.record, 'GET', ahead);
    const born = Math.min(...this.#born.map(Number));
    const day = (at: string) => Math.floor((Date.parse(at) - born) / aDay);
    return buckets.flatMap(({ done }) =>
      done.map(({ action, to, objects, first }) => `${to || action} ${objects} on ${day(first)}`),
    );
  }

  /** The same, if the rules had another text in the place of one. */
  async timetableIf(found: string, replacement: string): Promise<readonly string[]> {
    const of = { Bucket: this.bucket };
    const { Rules, TransitionDefaultMinimumObjectSize } = await this.#s3.send(
      new GetBucketLifecycleConfigurationCommand(of),
    );
    const put = (rules: LifecycleRule[] | undefined) =>
      this.#s3.send(
        new PutBucketLifecycleConfigurationCommand({
          ...of,
          TransitionDefaultMinimumObjectSize,
          LifecycleConfiguration: { Rules: rules },
        }),
      );
    const text = JSON.stringify(Rules);
    if (!text.includes(found)) throw new Error(`no rule has ${found}: ${text}`);
    await put(JSON.parse(text.replace(found, replacement)) as LifecycleRule[]);
    try {
      return await this.timetable();
    } finally {
      await put(Rules);
    }
  }

  /** The last midnight before which no object is so many days old. */
  before(days: number): Promise<void> {
    return this.#live(Math.min(...this.#born.map(Number)), days - 1);
  }

  /** The first midnight at which every object is so many days old. */
  after(days: number): Promise<void> {
    return this.#live(Math.max(...this.#born.map(Number)), days);
  }

  /** Reads an object as a role, or asks for a copy of it for so many days: the status, or the error's name. */
  async ask(key: string, role: Readonly<Record<string, string>>, days?: number): Promise<number | string> {
    const credentials = {
      accessKeyId: role.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: role.AWS_SECRET_ACCESS_KEY ?? '',
      sessionToken: role.AWS_SESSION_TOKEN ?? '',
    };
    const s3 = new S3Client({ ...clientSettings(this.record), credentials, forcePathStyle: true });
    const of = { Bucket: this.bucket, Key: key };
    const restore = { Days: days, GlacierJobParameters: { Tier: 'Standard' as const } };
    const asked =
      days === undefined
        ? s3.send(new GetObjectCommand(of))
        : s3.send(new RestoreObjectCommand({ ...of, RestoreRequest: restore }));
    return asked.then(
      ({ $metadata }) => $metadata.httpStatusCode ?? 0,
      (error: Error) => error.name,
    );
  }

  async #live(from: number, days: number): Promise<void> {
    const midnight = new Date(Math.floor((from + days * aDay) / aDay) * aDay + aDay).toISOString();
    await control(this.record, 'POST', `lifecycle?bucket=${this.bucket}&at=${midnight}`);
  }
}
