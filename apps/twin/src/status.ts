import { control, runningTwin } from './emulator';
import { colour, table } from './table';

/** One engine's lines on the status screen: a heading row and rows of cells. */
type StatusRows = readonly Readonly<Record<string, string | number | null>>[];

/** Prints what every engine says of itself, a table an engine. */
export async function printStatus(): Promise<void> {
  const record = runningTwin();
  const status = await control<Readonly<Record<string, unknown>>>(record, 'GET', 'status');
  process.stdout.write(
    `${colour.bold(`mall ${record.environment}`)} on http://127.0.0.1:${record.port}, account ${record.account}, ${record.region}\n`,
  );
  for (const [engine, rows] of Object.entries(status)) {
    if (!isRows(rows) || rows.length === 0) continue;
    const head = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    process.stdout.write(
      `\n${colour.bold(engine)}\n${table(
        head,
        rows.map((row) => head.map((name) => row[name] ?? '')),
      )}\n`,
    );
  }
}

function isRows(value: unknown): value is StatusRows {
  return Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null);
}
