import { control } from './emulator';
import { GateError, TwinError } from './errors';
import type { TwinRecord } from './record';

/** Work of the twin's own that failed, as `GET /_twin/status` tells of it. */
interface Failure {
  /** Counts failures from the twin's start. */
  readonly number: number;
  readonly work: string;
  readonly error: string;
}

/** Works; if that fails, the error also says what `reasons` gives then. A gate that stopped stays one. */
export async function explaining<T>(reasons: () => Promise<readonly string[]>, work: () => Promise<T>): Promise<T> {
  return work().catch(async (error: unknown) => {
    if (error instanceof GateError || !(error instanceof Error)) throw error;
    // A twin that is gone says nothing more: what failed is told all the same.
    const told = await reasons().catch(() => []);
    if (told.length === 0) throw error;
    throw new TwinError([error.message, ...told].join('\n'), error instanceof TwinError ? error.exitCode : undefined);
  });
}

/**
 * Works; if that fails, the error also says what work of the twin's own failed meanwhile. AWS, and so Terraform, says of a
 * database only that it is `failed`.
 */
export async function explainingFailures<T>(record: TwinRecord, work: () => Promise<T>): Promise<T> {
  const before = (await failuresOf(record)).at(-1)?.number ?? 0;
  return explaining(async () => sentencesAfter(before, await failuresOf(record)), work);
}

/** One sentence for each failure that is numbered after `before`. */
export function sentencesAfter(before: number, failures: readonly Failure[]): readonly string[] {
  return failures
    .filter(({ number }) => number > before)
    .map(({ work, error }) => `failed in the twin: ${work}, ${error.trim()}`);
}

async function failuresOf(record: TwinRecord): Promise<readonly Failure[]> {
  return (await control<{ 'failed work': readonly Failure[] }>(record, 'GET', 'status'))['failed work'];
}
