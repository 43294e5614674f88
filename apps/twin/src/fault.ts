import { Argument, type Command, InvalidArgumentError } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import { control, runningTwin } from './emulator';
import { TwinError } from './errors';
import { isRunning } from './record';

/** What can befall a twin, and what follows. */
export const faultKinds = {
  spark: 'the process of the job that runs; Glue fails the run, and tries it again if the job says so',
  lambda:
    'the process of a function in mid-invocation; Lambda tries twice more, then the dead-letter queue has the event',
  firehose: 'the memory of the delivery streams; what was accepted is read back from the spool',
  database: 'the database server; RDS starts it again on what was committed',
  redelivery: 'S3 tells of every upload once more, the newest first',
  twin: 'the emulator and all its processes; `up` brings it back with its state',
} as const;

export type FaultKind = keyof typeof faultKinds;

/** The moment of a fault: a step's n-th write to S3. */
export interface Moment {
  readonly step: string;
  readonly write: number;
}

/** Adds the command `fault`. */
export function addFaultCommand(program: Command): void {
  program
    .command('fault')
    .description('kill an engine of the twin that is up, now or in the middle of a step, to see that nothing is lost')
    .addArgument(new Argument('<kind>', 'what is to happen').choices(Object.keys(faultKinds)))
    .option('--at <step[:n]>', 'wait for the step, and strike as it makes its n-th write to S3, 1 unless told', moment)
    .addHelpText('after', explanation())
    .action((kind: FaultKind, { at }: { at?: Moment }) => fault(kind, at));
}

/** Orders a fault. @throws TwinError when nothing of its kind is at work. */
export async function fault(kind: FaultKind, at?: Moment): Promise<void> {
  const record = runningTwin();
  const query = new URLSearchParams({ kind, ...(at && { step: at.step, write: `${at.write}` }) });
  try {
    const { state, what } = await control<{ state: string; what: string }>(record, 'POST', `fault?${query.toString()}`);
    process.stdout.write(state === 'waits' ? `${kind} strikes ${what}.\n` : `Struck: ${what}.\n`);
  } catch (error) {
    if (kind !== 'twin' || error instanceof TwinError) throw error;
    // It ended before it could answer.
    while (isRunning(record)) await sleep(50);
    process.stdout.write('Struck: the twin. Bring it back with `npm run twin -- up`.\n');
  }
}

/** Reads `curate` or `curate:3`. @throws InvalidArgumentError that says what is allowed. */
export function moment(text: string): Moment {
  const match = /^(?<step>[a-z][a-z0-9-]*)(?::(?<write>[1-9]\d*))?$/.exec(text);
  if (match?.groups?.step === undefined) {
    throw new InvalidArgumentError('must be a step such as curate, or a step and its n-th write such as curate:3.');
  }
  return { step: match.groups.step, write: Number(match.groups.write ?? 1) };
}

function explanation(): string {
  const width = Math.max(...Object.keys(faultKinds).map((kind) => kind.length));
  const kinds = Object.entries(faultKinds).map(([kind, what]) => `  ${kind.padEnd(width)}  ${what}`);
  return `
Kinds, and what follows:
${kinds.join('\n')}

Steps are jobs (extract, quality, curate), functions (survey-parser, analysis-runner) and streams (click-stream).
\`npm run twin -- status\` shows what was ordered and what it struck.

Examples:
  npm run twin -- fault spark --at curate:3     kill Spark as the job curate makes its third write
  npm run twin -- fault database --at extract   kill the database while it is read
  npm run twin -- fault redelivery              deliver every S3 event again, in reverse
`;
}
