import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readAnalyses } from './analyses';

const folder = mkdtempSync(path.join(tmpdir(), 'analyses-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('readAnalyses', () => {
  it('refuses a folder without SQL', () => {
    expect(() => readAnalyses(folder)).toThrow('must hold a .sql file for each analysis, got none');
  });

  it('reads each .sql file under its name, in order', () => {
    for (const name of ['b.sql', 'a.sql', 'readme.md']) writeFileSync(path.join(folder, name), name);
    expect(readAnalyses(folder)).toEqual([
      { name: 'a', sql: 'a.sql' },
      { name: 'b', sql: 'b.sql' },
    ]);
  });
});
