import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readManifest } from './manifest';

const folderWith = (dependencies: Record<string, string[]>) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'manifest-'));
  const stacks = Object.fromEntries(
    Object.entries(dependencies).map(([name, needs]) => [
      name,
      { name, workingDirectory: `stacks/${name}`, dependencies: needs },
    ]),
  );
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ stacks }));
  return folder;
};

describe('readManifest', () => {
  it('lists upstream stacks before those that read their outputs', () => {
    const folder = folderWith({ pipeline: ['network', 'lake'], lake: [], network: [] });
    expect(readManifest(folder).map(({ name }) => name)).toEqual(['lake', 'network', 'pipeline']);
  });

  it('names the file when stacks need each other', () => {
    expect(() => readManifest(folderWith({ a: ['b'], b: ['a'] }))).toThrow('the stacks need each other in a circle');
  });

  it('says to synthesize when nothing is there', () => {
    expect(() => readManifest(tmpdir())).toThrow('holds no synthesized stacks; synthesize first');
  });
});
