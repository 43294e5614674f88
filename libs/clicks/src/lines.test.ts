import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { readLines, splitLines } from './lines';
import { chunksOf } from './testing';

const all = async (lines: AsyncIterable<Buffer>) => {
  const found: string[] = [];
  for await (const line of lines) found.push(line.toString('latin1'));
  return found;
};

describe('splitLines', () => {
  it.each([
    ['a line in several chunks', ['ab', 'c', 'd\ne'], ['abcd', 'e']],
    ['several lines in a chunk', ['a\nb\nc\n'], ['a', 'b', 'c']],
    ['empty lines', ['\n\na\n'], ['', '', 'a']],
    ['a newline at a chunk border', ['a', '\n', 'b'], ['a', 'b']],
    ['nothing', [], []],
    ['a carriage return', ['a\r\n'], ['a\r']],
  ])('cuts %s', async (_, chunks, expected) => {
    expect(await all(splitLines(chunksOf(...chunks)))).toEqual(expected);
  });

  it('keeps bytes that are not UTF-8', async () => {
    expect(await all(splitLines(chunksOf(Buffer.from([0xff, 0xe9, 0x0a, 0x80]))))).toEqual(['\xff\xe9', '\x80']);
  });
});

describe('readLines', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'clicks-'));
  const fileOf = (name: string, content: Buffer) => {
    writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  const text = Array.from({ length: 20_000 }, (_, index) => `line ${index}`).join('\n');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads a plain and a gzip file alike', async () => {
    const plain = await all(readLines(fileOf('a.log', Buffer.from(text))));
    expect(plain).toHaveLength(20_000);
    expect(await all(readLines(fileOf('a.log.gz', gzipSync(text))))).toEqual(plain);
  });

  it('reads a gzip file of several members, as log rotation appends them', async () => {
    const file = fileOf('b.log.gz', Buffer.concat([gzipSync('a\nb'), gzipSync('c\nd')]));
    expect(await all(readLines(file))).toEqual(['a', 'bc', 'd']);
  });

  it.each([
    ['cut short', gzipSync(text).subarray(0, -20)],
    ['no gzip file', Buffer.from(text)],
  ])('says so when a .gz file is %s', async (_, content) => {
    await expect(all(readLines(fileOf('c.log.gz', content)))).rejects.toThrow(
      "'c.log.gz' must be a whole gzip file; copy it again or unpack it",
    );
  });

  it('lets a missing file through as what it is', async () => {
    await expect(all(readLines(path.join(folder, 'none.log.gz')))).rejects.toThrow('ENOENT');
  });
});
