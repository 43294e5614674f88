import { unzipSync, zipSync } from 'fflate';
import writeExcelFile, { type Row } from 'write-excel-file/node';
import type { Cell } from './survey-responses';

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  /** @default false */
  readonly hidden?: boolean;
  readonly rows: readonly (readonly Cell[])[];
}

/** The bytes of an .xlsx file; equal sheets are equal bytes, on every machine and at any time. */
export async function workbookOf(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const data = sheets.map(({ name, rows }) => ({ sheet: name, data: rows.map(rowOf) }));
  const zip = await writeExcelFile(data, {
    features: [
      {
        files: {
          transform: {
            'xl/workbook.xml': {
              transformElementAttributes: (tag, attributes, index) =>
                tag === 'sheet' && sheets[index ?? 0]?.hidden === true
                  ? { ...attributes, state: 'hidden' }
                  : attributes,
            },
          },
        },
      },
    ],
  }).toBuffer();
  // The writer stamps the time of writing on each entry.
  return zipSync(unzipSync(zip), { mtime: new Date(1980, 0, 1) });
}

function rowOf(cells: readonly Cell[]): Row {
  return cells.map((cell) => {
    if (cell === null || typeof cell === 'number') return cell;
    if (typeof cell === 'string') return { value: cell, type: String };
    return { value: cell.serial, type: Number, format: 'yyyy/mm/dd hh:mm:ss' };
  });
}
