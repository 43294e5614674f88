import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InputError } from './input-error';
import { listInputs } from './list-inputs';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const folderWith = (...files: string[]): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mall-inputs-'));
  folders.push(folder);
  files.forEach((file) => writeFileSync(path.join(folder, file), ''));
  return folder;
};

describe('listInputs', () => {
  it('sorts files by what they are, parents before children', () => {
    const folder = folderWith(
      'review.csv',
      'customer.csv',
      'survey-2024Q2.xlsx',
      'survey-2024Q1.xlsx',
      'access.log.gz',
    );
    expect(listInputs(folder)).toEqual({
      tables: ['customer', 'review'],
      surveys: ['survey-2024Q1.xlsx', 'survey-2024Q2.xlsx'],
      clicks: ['access.log.gz'],
    });
  });

  it('overlooks hidden files and the traces of an open workbook', () => {
    expect(listInputs(folderWith('clicks.jsonl', '.DS_Store', '~$survey-2024Q1.xlsx')).clicks).toEqual([
      'clicks.jsonl',
    ]);
  });

  it.each(['orders.csv', 'survey-2024Q5.xlsx', 'survey-2024Q1.xls', 'Customer.csv', 'clicks.json'])(
    'refuses %s by name',
    (file) => {
      const folder = folderWith('customer.csv', file);
      expect(() => listInputs(folder)).toThrow(InputError);
      expect(() => listInputs(folder)).toThrow(`nobody knows what to do with ${file}; take away what is not one of`);
    },
  );

  it('refuses a folder without any input, and one that is not there', () => {
    expect(() => listInputs(folderWith('.hidden'))).toThrow('there is no input file');
    expect(() => listInputs('/nowhere/at/all')).toThrow('/nowhere/at/all: the folder cannot be read');
  });
});
