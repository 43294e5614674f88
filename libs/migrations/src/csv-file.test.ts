import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCsv } from './csv-file';
import { InputError } from './input-error';

const folder = mkdtempSync(path.join(tmpdir(), 'mall-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = async (content: string | Buffer): Promise<{ rows: (readonly string[])[]; ignored: readonly string[] }> => {
  const file = path.join(folder, 'purchase.csv');
  writeFileSync(file, content);
  const rows: (readonly string[])[] = [];
  const { ignored } = await readCsv(file, ['id', 'name'], (fields) => void rows.push(fields));
  return { rows, ignored };
};

describe('readCsv', () => {
  it('gives fields in the asked order, whatever the header order', async () => {
    expect((await read('name,id\nAda,1\n')).rows).toEqual([['1', 'Ada']]);
  });

  it('understands a byte order mark, CRLF, and quotes around commas, quotes and line breaks', async () => {
    const { rows } = await read('\uFEFFid,name\r\n1,"a ""b"", c\nd"\r\n\r\n2,𠮷\r\n');
    expect(rows).toEqual([
      ['1', 'a "b", c\nd'],
      ['2', '𠮷'],
    ]);
  });

  it('names the columns that it ignored', async () => {
    expect((await read('id,name,mood\n1,Ada,good\n')).ignored).toEqual(['mood']);
  });

  it.each([
    ['a missing column', 'id\n1\n', 'purchase.csv: the header lacks name; it must have id, name, in any order'],
    ['a column that stands there twice', 'id,name,id\n1,Ada,2\n', 'purchase.csv: the header has id twice'],
    [
      'a record of another length',
      'id,name\n1,Ada\n2,Secret,Name\n',
      'purchase.csv: record 2 has 3 fields, its header has 2',
    ],
    ['nothing at all', '', 'purchase.csv: it is empty; give at least a header line'],
    ['a quote in the middle', 'id,name\n1,Sec"ret\n', 'purchase.csv: line 2 is not CSV (INVALID_OPENING_QUOTE)'],
    ['another encoding', Buffer.from([0x69, 0x64, 0x2c, 0x93, 0xfa, 0x0a]), 'purchase.csv: it is not UTF-8'],
  ])('refuses %s in one sentence without a value', async (_what, content, sentence) => {
    const failure = await read(content).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toContain(sentence);
    expect((failure as Error).message).not.toContain('Sec');
  });
});
