import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBytes } from './bytes/file-bytes';
import { UnreadableInputError } from './errors';
import { changeOf, planText } from './plans.fixture';
import { readPlan } from './read-plan';
import { review } from './review';

const text = planText([]);
const read = (bytes: Buffer) => readPlan(bytes, 'plan.json');
const utf16be = (content: string) => Buffer.from(`\ufeff${content}`, 'utf16le').swap16();

describe('reading a plan', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 as PowerShell writes it, with line ends', Buffer.from(`\ufeff${text}\r\n`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    ['big-endian UTF-16', utf16be(text)],
  ])('reads %s, and knows it by the same hash', (_, bytes) => {
    expect(read(bytes).hash).toBe(read(Buffer.from(text)).hash);
  });

  it.each([
    ['binary plans', Buffer.from('PK\u0003\u0004rest'), /binary plan.*terraform show -json/],
    ['broken JSON', Buffer.from(text.slice(0, 40)), /not JSON \(broken or cut off\)/],
    ['other bytes', Buffer.from([0x80, 0x81, 0xfe]), /neither UTF-8 nor UTF-16/],
    ['nothing', Buffer.alloc(0), /the file is empty/],
    ['the log of a plan', Buffer.from('{"@level":"info"}\n{"@level":"info"}'), /log of 'terraform plan -json'/],
    ['a state', Buffer.from('{"version":4,"lineage":"x"}'), /a Terraform state/],
    ['a shown state', Buffer.from('{"format_version":"1.0","values":{}}'), /state as JSON/],
    [
      'a format of no number',
      Buffer.from('{"format_version":"constructor.1","resource_changes":[]}'),
      /majors 0 and 1/,
    ],
    ['a format of tomorrow', Buffer.from('{"format_version":"2.0","resource_changes":[]}'), /majors 0 and 1/],
  ])('refuses %s in one sentence', (_, bytes, sentence) => {
    expect(() => read(bytes)).toThrow(UnreadableInputError);
    expect(() => read(bytes)).toThrow(sentence);
    expect(() => read(bytes)).not.toThrow(/\n/);
  });

  it('warns of a minor version that it does not know', () => {
    expect(read(Buffer.from(text.replace('1.2', '1.9'))).warnings).toEqual([
      expect.stringContaining('1.9 is newer than this program knows'),
    ]);
    expect(read(Buffer.from(text)).warnings).toEqual([]);
  });

  it('is refused when the plan is another one by the time that it is reviewed', () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'plan-review-')), 'plan.json');
    const long = planText([changeOf('a.b', { actions: ['create'], after: { text: 'x'.repeat(500_000) } })]);
    writeFileSync(file, long);
    const load = () => {
      const document = readPlan(openBytes(file), 'plan.json');
      writeFileSync(file, long.replace('a.b', 'a.c'));
      return document;
    };
    expect(() => review([{ stack: 'shop', load }])).toThrow(/^plan.json: the plan was changed while it was read/);
    rmSync(path.dirname(file), { recursive: true });
  });
});
