import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readQueries } from './named-queries';

const folder = mkdtempSync(path.join(tmpdir(), 'analyses-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('readQueries', () => {
  it('refuses a folder without SQL', () => {
    expect(() => readQueries(folder)).toThrow('must hold a .sql file for each query, got none');
  });

  it('reads each .sql file under its name, in order', () => {
    for (const name of ['b.sql', 'a.sql', 'readme.md']) writeFileSync(path.join(folder, name), name);
    expect(readQueries(folder)).toEqual([
      { name: 'a', sql: 'a.sql' },
      { name: 'b', sql: 'b.sql' },
    ]);
  });
});
