import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './errors';
import { inState } from './paths';
import { table } from './table';

/** Without a name lists the logs; with one prints every log whose file name holds it. */
export function printLogs(name: string | undefined): void {
  const files = existsSync(inState.logs)
    ? readdirSync(inState.logs, { recursive: true, encoding: 'utf8' }).filter((file) =>
        statSync(path.join(inState.logs, file)).isFile(),
      )
    : [];
  if (name === undefined) {
    process.stdout.write(
      `${table(
        ['log', 'bytes'],
        files.sort().map((file) => [file, statSync(path.join(inState.logs, file)).size]),
      )}\n`,
    );
    return;
  }
  const chosen = files.filter((file) => file.includes(name)).sort();
  if (chosen.length === 0)
    throw new UsageError(`no log holds '${name}' in its name; there are: ${files.join(', ') || 'none'}`);
  for (const file of chosen) process.stdout.write(`== ${file}\n${readFileSync(path.join(inState.logs, file), 'utf8')}`);
}
