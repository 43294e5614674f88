import { control } from './emulator';
import { TwinError } from './errors';
import { explaining } from './failures';
import type { TwinRecord } from './record';

/** One line of `refused` in what `GET /_twin/permissions` answers. */
export interface Refusal {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** `because no identity-based policy allows the s3:GetObject action` */
  readonly because: string;
  /** How often, since the twin is up. */
  readonly count: number;
}

/**
 * Works, and fails if policies refused anything meanwhile: a service that goes on without what it was refused, a log for
 * one, would hide it. A failure of the work itself is told first; a gate that stopped stays one.
 */
export async function refusingNothing<T>(
  refusals: () => Promise<readonly Refusal[]>,
  work: () => Promise<T>,
): Promise<T> {
  const before = await refusals();
  const since = async () => sentencesOfNew(before, await refusals());
  const done = await explaining(since, work);
  const told = await since();
  if (told.length > 0) throw new TwinError(told.join('\n'));
  return done;
}

/** One sentence for each refusal that is not in `before`, or came again since. */
export function sentencesOfNew(before: readonly Refusal[], after: readonly Refusal[]): readonly string[] {
  const counts = new Map(before.map((each) => [keyOf(each), each.count]));
  return after
    .filter((each) => each.count > (counts.get(keyOf(each)) ?? 0))
    .map(
      ({ principal, action, resource, because }) =>
        `refused: ${principal} may not ${action} on ${resource}, ${because}`,
    );
}

/** What policies have refused since the twin is up. */
export async function refusalsOf(record: TwinRecord): Promise<readonly Refusal[]> {
  return (await control<{ refused: readonly Refusal[] }>(record, 'GET', 'permissions')).refused;
}

function keyOf({ principal, action, resource, because }: Refusal): string {
  return JSON.stringify([principal, action, resource, because]);
}
