import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { datasets } from '@mall/datasets';
import { strFromU8, unzipSync } from 'fflate';
import type { Canary } from './canary';
import { plantCanaries } from './plant';

const folder = mkdtempSync(path.join(tmpdir(), 'mall-canaries-'));
afterAll(() => rmSync(folder, { recursive: true }));

const directory = path.join(folder, 'once');
let canaries: readonly Canary[];
let texts: Readonly<Record<string, string>>;

beforeAll(async () => {
  canaries = await plantCanaries({ directory, seed: 7 });
  texts = Object.fromEntries(readdirSync(directory).map((name) => [name, textOf(path.join(directory, name))]));
});

/** A file's text; of a workbook that of all its parts. */
function textOf(file: string): string {
  const bytes = readFileSync(file);
  if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) return bytes.toString('utf8');
  return Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join('\n');
}

describe('plantCanaries', () => {
  it('plants every canary in a file', () => {
    const everything = Object.values(texts).join('\n');
    // In JSON quotes and line feeds are escaped, in an address much is: the marks are not.
    const missing = canaries.filter(({ marks }) => !marks.some((mark) => planted(everything, mark)));
    expect(missing).toEqual([]);
  });

  it('plants one for each column that does not pass as it is, and each that identifies directly', () => {
    const sensitive = datasets.flatMap(({ name, sourceColumns }) =>
      sourceColumns
        .filter(({ identifies, privacy }) => identifies === 'directly' || privacy.action !== 'keep')
        .filter(
          (column) => !['purchase.customer_id', 'clicks.path', 'clicks.referrer'].includes(`${name}.${column.name}`),
        )
        .map((column) => `${name}.${column.name}`),
    );
    const unplanted = sensitive.filter((column) => !canaries.some(({ name }) => name.startsWith(column)));
    expect(unplanted).toEqual([]);
  });

  it('plants an e-mail address in every text that a table keeps', () => {
    const kept = datasets
      .filter(({ source }) => source === 'table')
      .flatMap(({ name, sourceColumns }) =>
        sourceColumns
          .filter(({ type, privacy }) => type === 'string' && privacy.action === 'keep')
          .map((column) => `customer.email as ${name}.${column.name}`),
      );
    expect(canaries.map(({ name }) => name)).toEqual(expect.arrayContaining(kept));
  });

  it('gives each a name and marks of its own, which no other holds', () => {
    expect(new Set(canaries.map(({ name }) => name)).size).toBe(canaries.length);
    for (const { name, marks } of canaries) {
      for (const mark of marks) {
        expect(canaries.filter((other) => other.name !== name && other.value.includes(mark))).toEqual([]);
      }
    }
  });

  it('gives equal files for equal seeds and other canaries for another', async () => {
    const again = await plantCanaries({ directory: path.join(folder, 'again'), seed: 7 });
    const other = await plantCanaries({ directory: path.join(folder, 'other'), seed: 8 });
    expect(again).toEqual(canaries);
    for (const name of Object.keys(texts)) {
      expect(readFileSync(path.join(folder, 'again', name)).equals(readFileSync(path.join(directory, name)))).toBe(
        true,
      );
    }
    expect(
      other.map(({ value }) => value).filter((value) => canaries.some((canary) => canary.value === value)),
    ).toEqual([]);
  });
});

function planted(text: string, mark: string): boolean {
  return text.includes(mark) || text.includes(encodeURIComponent(mark));
}
