import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { changeOf } from './plans.fixture';

const changeCount = 20_000;
/** Megabytes of the heap that the engine may use for what lives longer than a moment. */
const heapLimit = 64;
/** Megabytes of memory in all: the program itself, the heap, and the pages of files. */
const memoryLimit = 200;

const folder = mkdtempSync(path.join(tmpdir(), 'plan-review-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const at = (name: string) => path.join(folder, name);

/** Each change has ten kilobytes that stay as they are, before and after, and three that are shown. */
function writeLargePlan(file: string): void {
  const notes = (letter: string) =>
    Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`note_${at}`, letter.repeat(100)]));
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, '{"format_version":"1.2","resource_changes":[');
  for (let number = 0; number < changeCount; number += 1) {
    const text = `${number} `.repeat(5_000).slice(0, 5_000);
    const [before, after] = [
      { text, ...notes('a') },
      { text, ...notes('b') },
    ];
    const change = changeOf(`aws_thing.r${number}`, { actions: ['update'], before, after });
    writeSync(descriptor, `${number === 0 ? '' : ','}${JSON.stringify(change)}`);
  }
  writeSync(descriptor, ']}');
  closeSync(descriptor);
}

describe('the memory of a review', () => {
  it(`stays below ${memoryLimit} MB, of it ${heapLimit} MB of heap, with ${changeCount} changes in 270 MB of JSON`, () => {
    writeLargePlan(at('large.json'));
    expect(statSync(at('large.json')).size).toBeGreaterThan(270e6);
    const tell = `import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(at('used'))}, String(process.resourceUsage().maxRSS / 1e3)));`;
    execFileSync(process.execPath, [
      ...[`--max-old-space-size=${heapLimit}`, '--import', `data:text/javascript,${encodeURIComponent(tell)}`],
      ...[path.resolve(__dirname, '../plan-review.mjs'), at('large.json')],
      ...['markdown', 'html'].flatMap((kind) => [`--${kind}`, at(`review.${kind}`)]),
    ]);
    expect(readFileSync(at('review.markdown'), 'utf8')).toContain('**20,000 to update.**');
    expect(readFileSync(at('review.html'), 'utf8').match(/<details>/g)).toHaveLength(changeCount);
    expect(Number(readFileSync(at('used'), 'utf8'))).toBeLessThan(memoryLimit);
  });
});
