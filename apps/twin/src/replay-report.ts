import type { QualityReport } from './run-report';

/** What `runs/<run id>/extract.json` says of files that people handed in. */
export interface HandedIn {
  readonly corrections: readonly {
    readonly dataset: string;
    readonly file: string;
    readonly rows: number;
    /** One sentence where the file was refused, else empty. */
    readonly reason: string;
  }[];
}

/** What became of mended rows. */
export interface MendingReport {
  readonly taken: readonly { readonly file: string; readonly rows: number }[];
  /** A sentence for each refused file. */
  readonly refused: readonly string[];
  /** Rows that are good by their corrections, and rows that are bad, by table dataset. */
  readonly tables: readonly { readonly name: string; readonly mended: number; readonly bad: number }[];
}

/** Brings together what the jobs say of mended rows. */
export function mendingOf(extract: HandedIn | undefined, quality: QualityReport | undefined): MendingReport {
  const files = extract?.corrections ?? [];
  return {
    taken: files.filter(({ reason }) => reason === '').map(({ file, rows }) => ({ file, rows })),
    refused: files.filter(({ reason }) => reason !== '').map(({ reason }) => reason),
    tables: (quality?.datasets ?? [])
      .filter(({ part, rows }) => part === '' && rows > 0)
      .map(({ name, mended, bad }) => ({ name, mended, bad })),
  };
}

/** A sentence for each file that was taken, and one for each table. */
export function mendingSentences({ taken, tables }: MendingReport): readonly string[] {
  return [
    ...taken.map(({ file, rows }) => `${file}: the corrections of ${rows.toLocaleString('en')} rows were taken`),
    ...tables.map(
      ({ name, mended, bad }) =>
        `${name}: ${mended.toLocaleString('en')} rows are good by corrections, ${bad.toLocaleString('en')} are in quarantine`,
    ),
  ];
}
