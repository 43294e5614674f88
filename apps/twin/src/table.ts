import Table from 'cli-table3';
import picocolors from 'picocolors';

/** Colour only on a terminal. */
export const colour = picocolors.createColors(process.stdout.isTTY === true && process.env.NO_COLOR === undefined);

/** A plain table: a heading line, columns of numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const numeric = head.map((_, column) => rows.some((row) => typeof row[column] === 'number'));
  const made = new Table({
    head: head.map((cell) => colour.bold(cell)),
    style: { head: [], border: [], compact: true },
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '  ',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '   ',
    },
  });
  for (const row of rows) made.push(row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)));
  return made.toString();
}
