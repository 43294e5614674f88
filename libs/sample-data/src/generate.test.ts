import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { datasets } from '@mall/datasets';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { type GeneratedInput, generateInput } from './generate';

const folder = mkdtempSync(path.join(tmpdir(), 'mall-sample-'));
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string): string => path.join(folder, name);
const readCsv = (file: string): Record<string, string>[] => parse(readFileSync(file), { columns: true });

const directory = inFolder('once');
let counts: GeneratedInput;
let tables: Record<'customer' | 'purchase' | 'review', Record<string, string>[]>;
let clicks: string[];

beforeAll(async () => {
  counts = await generateInput({ directory, rows: 1000, seed: 7 });
  const table = (name: string) => readCsv(path.join(directory, `${name}.csv`));
  tables = { customer: table('customer'), purchase: table('purchase'), review: table('review') };
  clicks = readFileSync(path.join(directory, 'clicks.jsonl'), 'utf8').trimEnd().split('\n');
});

const idsOf = (rows: Record<string, string>[], column: string): Set<string> =>
  new Set(rows.map((row) => row[column] ?? ''));

describe('generateInput', () => {
  it('writes every known kind of file', () => {
    expect(readdirSync(directory).sort()).toEqual([
      'access.log',
      'clicks.jsonl',
      'customer.csv',
      'purchase.csv',
      'review.csv',
      'survey-2024Q1.xlsx',
      'survey-2024Q2.xlsx',
      'survey-2024Q3.xlsx',
    ]);
  });

  it('writes equal bytes for equal seeds and others for other seeds', async () => {
    await generateInput({ directory: inFolder('again'), rows: 1000, seed: 7 });
    await generateInput({ directory: inFolder('other'), rows: 1000, seed: 8 });
    for (const file of readdirSync(directory)) {
      const bytes = readFileSync(path.join(directory, file));
      expect(bytes.equals(readFileSync(path.join(inFolder('again'), file)))).toBe(true);
      expect(bytes.equals(readFileSync(path.join(inFolder('other'), file)))).toBe(false);
    }
  });

  it.each([499, 1.5, 10_000_001])('refuses %d rows', async (rows) => {
    await expect(generateInput({ directory: inFolder('refused'), rows, seed: 1 })).rejects.toThrow(
      `rows must be a whole number between 500 and 10000000, got ${rows}`,
    );
  });

  it.each([500, 1000, 5000])('keeps the bad rows of each dataset below 5 %% of %d rows', async (rows) => {
    const made = await generateInput({ directory: inFolder(`share-${rows}`), rows, seed: 3 });
    for (const { bad, good } of [made.customer, made.purchase, made.review, ...Object.values(made.surveys)]) {
      expect(bad).toBeGreaterThan(0);
      expect(bad / (good + bad)).toBeLessThan(0.05);
    }
  });

  it('breaks every row rule at least once', () => {
    const made = [counts.customer, counts.purchase, counts.review, ...Object.values(counts.surveys)];
    const broken = new Set(made.flatMap((file) => Object.keys(file.broken)));
    expect([...broken].sort()).toEqual(datasets.flatMap(({ rowRules }) => rowRules.map(({ name }) => name)).sort());
  });
});

describe('the generated tables', () => {
  it('have the columns of their contracts and the counted rows', () => {
    for (const name of ['customer', 'purchase', 'review'] as const) {
      const contract = datasets.find((dataset) => dataset.name === name);
      expect(Object.keys(tables[name][0] ?? {})).toEqual(contract?.sourceColumns.map((column) => column.name));
      expect(tables[name]).toHaveLength(counts[name].rows);
      expect(idsOf(tables[name], `${name}_id`).size).toBe(counts[name].rows);
    }
  });

  it('hold the counted orphans', () => {
    const customers = idsOf(tables.customer, 'customer_id');
    const purchases = idsOf(tables.purchase, 'purchase_id');
    const orphans = tables.purchase.filter((row) => !customers.has(row.customer_id ?? ''));
    expect(orphans).toHaveLength(counts.purchase.broken['purchase.customer_known'] ?? 0);
    const lost = tables.review.filter((row) => !purchases.has(row.purchase_id ?? ''));
    expect(lost).toHaveLength(counts.review.broken['review.purchase_known'] ?? 0);
  });

  it('hold the counted quantities out of range', () => {
    const inRange = ({ status = '', quantity = '' }: Record<string, string>): boolean => {
      if (!/^-?\d+$/.test(quantity)) return false;
      const pieces = Number(quantity);
      if (status === 'cancelled' || status === 'returned') return pieces !== 0 && Math.abs(pieces) <= 1000;
      return status !== 'paid' || (pieces >= 1 && pieces <= 1000);
    };
    const bad = tables.purchase.filter((row) => !inRange(row));
    expect(bad).toHaveLength(counts.purchase.broken['purchase.quantity_in_range'] ?? 0);
  });

  it('hold every status, returns of negative quantity, and repeat buyers', () => {
    expect([...idsOf(tables.purchase, 'status')]).toEqual(expect.arrayContaining(['paid', 'cancelled', 'returned']));
    expect(tables.purchase.some((row) => row.status === 'returned' && Number(row.quantity) < 0)).toBe(true);
    expect(idsOf(tables.purchase, 'customer_id').size).toBeLessThan(tables.purchase.length * 0.6);
  });

  it('hold buyers of 9, 10, 59 and 60 years', () => {
    const born = new Map(tables.customer.map((row) => [row.customer_id, Number(row.birth_date?.slice(0, 4))]));
    const ages = tables.purchase
      .filter((row) => row.purchased_at?.startsWith('2024-05'))
      .map((row) => 2024 - (born.get(row.customer_id) ?? 0));
    expect(ages).toEqual(expect.arrayContaining([9, 10, 59, 60]));
  });

  it('hold purchases of the last hours of a UTC year', () => {
    const times = tables.purchase.map((row) => row.purchased_at);
    expect(times).toEqual(expect.arrayContaining(['2023-12-31 15:00:00', '2023-12-31 23:59:59']));
  });

  it('hold a category that nobody reviews and one that nobody pays', () => {
    const sold = idsOf(
      tables.purchase.filter((row) => row.status === 'paid'),
      'category',
    );
    const reviewed = idsOf(tables.review, 'category');
    expect([...sold].filter((category) => category.trim() !== '' && !reviewed.has(category))).toEqual([
      'ギフト包装 Gift wrapping',
    ]);
    expect([...reviewed].filter((category) => !sold.has(category))).toEqual(['福袋 Lucky bag']);
  });

  it('hold quotes, line breaks, characters outside the basic plane and leading zeros', () => {
    expect(tables.review.some((row) => row.body?.includes('\n'))).toBe(true);
    expect(tables.purchase.some((row) => row.category?.includes('"'))).toBe(true);
    expect(tables.purchase.some((row) => row.category?.includes('𠮷'))).toBe(true);
    expect(tables.customer.some((row) => row.postal_code?.startsWith('0'))).toBe(true);
  });
});

describe('the generated clicks', () => {
  const objects = (): Record<string, string>[] =>
    clicks.flatMap((line) => {
      try {
        const value: unknown = JSON.parse(line);
        return typeof value === 'object' ? [value as Record<string, string>] : [];
      } catch {
        return [];
      }
    });

  it('hold the counted lines, flaws and repeats', () => {
    const whole = objects().filter((click) => /(Z|[+-]\d\d:\d\d)$/.test(click.occurred_at ?? ''));
    expect(clicks).toHaveLength(counts.clicks.lines);
    expect(clicks.length - objects().length).toBe(counts.clicks.unparsable);
    expect(objects().length - whole.length).toBe(counts.clicks.withoutOffset);
    expect(whole.length - new Set(whole.map((click) => click.event_id)).size).toBe(counts.clicks.duplicates);
    for (const count of Object.values(counts.clicks)) expect(count).toBeGreaterThan(0);
  });
});

describe('the generated workbooks', () => {
  it('hide a sheet that must not be read', () => {
    const zip = unzipSync(readFileSync(path.join(directory, 'survey-2024Q1.xlsx')));
    const workbook = strFromU8(zip['xl/workbook.xml'] ?? new Uint8Array());
    const hidden = [...workbook.matchAll(/<sheet [^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => tag.includes('state="hidden"'));
    expect(hidden).toHaveLength(1);
    expect(hidden[0]).toContain('name="_old"');
  });

  it('hold repeats and an unknown route each', () => {
    for (const survey of Object.values(counts.surveys)) {
      expect(survey.rowsRead).toBe(survey.responses + survey.duplicates);
      expect(survey.duplicates).toBeGreaterThan(0);
      expect(survey.unknownRoutes).toBe(1);
    }
  });
});
