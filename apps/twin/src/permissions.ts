import type { Command } from 'commander';
import { control, runningTwin } from './emulator';
import { UsageError } from './errors';
import type { TwinRecord } from './record';
import { refusalsOf, sentencesOfNew } from './refusals';
import { table } from './table';

/** By role or group and statement (`grants/ReadRaw`, `trust/AssumedByService`), the sentence without it; empty where nothing needed it. */
export type Necessity = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Adds the command `permissions`. */
export function addPermissionsCommand(program: Command): void {
  program
    .command('permissions')
    .description('every statement of roles and groups, and what has needed it since the twin is up; what was refused')
    .argument('[name]', 'part of the names of roles and groups')
    .option('--unused', 'only statements that nothing has needed', false)
    .action(async (part: string | undefined, { unused }: { unused: boolean }) => {
      const record = runningTwin();
      const groups = await control<Necessity>(record, 'GET', 'permissions/groups');
      const rows = permissionRows({ ...(await necessityOf(record)), ...groups }, part, unused);
      const refused = sentencesOfNew([], await refusalsOf(record));
      process.stdout.write(`${[table(['role or group', 'statement', 'needed for'], rows), ...refused].join('\n')}\n`);
    });
}

/** What the twin says of every role's statements since it is up. */
export function necessityOf(record: TwinRecord): Promise<Necessity> {
  return control<Necessity>(record, 'GET', 'permissions/necessary');
}

/** By role, the statements that nothing has needed; one without such a statement is left out. */
export function unusedIn(necessity: Necessity): Readonly<Record<string, readonly string[]>> {
  const unused = Object.entries(necessity).map(
    ([role, statements]) => [role, Object.keys(statements).filter((name) => statements[name] === '')] as const,
  );
  return Object.fromEntries(unused.filter(([, statements]) => statements.length > 0));
}

/**
 * Role or group, statement, and an action and resource that would be refused without it, or `nothing so far`.
 * @throws UsageError when none has the part in its name.
 */
export function permissionRows(necessity: Necessity, part = '', onlyUnused = false): readonly (readonly string[])[] {
  const held = Object.entries(necessity).filter(([name]) => name.includes(part));
  if (held.length === 0) {
    throw new UsageError(
      `no role or group is named ${part}; there are ${Object.keys(necessity).join(', ') || 'none yet'}`,
    );
  }
  return held.flatMap(([name, statements]) =>
    Object.entries(statements)
      .filter(([, sentence]) => sentence === '' || !onlyUnused)
      .map(([statement, sentence]) => [name, statement, neededFor(sentence)]),
  );
}

/** `s3:GetObject on arn:aws:s3:::…` of AWS's sentence of a refusal. */
function neededFor(sentence: string): string {
  if (sentence === '') return 'nothing so far';
  const [, action, resource] = /perform: (\S+)(?: on resource: (\S+))?/.exec(sentence) ?? [];
  return action === undefined ? sentence : [action, resource ?? '*'].join(' on ');
}
