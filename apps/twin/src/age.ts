import { type Command, InvalidArgumentError } from 'commander';
import { type BucketLife, lifeSheet } from './age-sheet';
import { control, runningTwin } from './emulator';
import { UsageError } from './errors';

export interface AgeOptions {
  /** Whole days, from 0; the midnight after them is what is looked at. */
  readonly days: number;
  /** Part of a bucket's name. */
  readonly bucket?: string | undefined;
  /** Let it happen. */
  readonly forGood: boolean;
}

/** Adds the command `age`. */
export function addAgeCommand(program: Command): void {
  program
    .command('age')
    .description("what lies where after so many days, by the buckets' own lifecycle rules; changes nothing unless told")
    .requiredOption('--days <n>', 'days to look ahead, from the time of each bucket', days)
    .option('--bucket <part>', 'only buckets whose name has this in it: backup')
    .option('--for-good', 'let it happen: objects move and end, and the time of the buckets does not go back', false)
    .action((options: AgeOptions) => age(options));
}

/**
 * Prints what S3's lifecycle does to the buckets of the twin that is up.
 *
 * @throws UsageError when no bucket has such a name. @throws TwinError when a rule cannot be run, before anything changed.
 */
export async function age({ days, bucket: part, forGood }: AgeOptions): Promise<void> {
  const record = runningTwin();
  const look = `lifecycle?days=${days}`;
  const { buckets } = await control<{ buckets: BucketLife[] }>(record, 'GET', look);
  const chosen = buckets.filter(({ bucket }) => bucket.includes(part ?? ''));
  if (chosen.length === 0) {
    throw new UsageError(
      `no bucket has '${part}' in its name; there are ${buckets.map((each) => each.bucket).join(', ')}`,
    );
  }
  if (!forGood) {
    process.stdout.write(lifeSheet(chosen, days, false));
    return;
  }
  const lived: BucketLife[] = [];
  for (const { bucket } of chosen) {
    const answer = await control<{ buckets: BucketLife[] }>(record, 'POST', `${look}&bucket=${bucket}`);
    lived.push(...answer.buckets);
  }
  process.stdout.write(lifeSheet(lived, days, true));
}

function days(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 36_500) throw new InvalidArgumentError('must be a whole number from 0 to 36,500.');
  return value;
}
