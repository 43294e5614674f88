import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UnreadableInputError } from './errors';
import { Saving } from './save';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plan-review-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const at = (name: string) => path.join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');

describe('saving', () => {
  it('lets files take their places together, and only when all are whole', () => {
    writeFileSync(at('a.html'), 'before');
    const saving = new Saving();
    saving.write(at('a.html'), ['after', ' all']);
    saving.write(at('b.json'), ['{}']);
    expect(read('a.html')).toBe('before');
    saving.finish();
    saving.clear();
    expect([read('a.html'), read('b.json'), readdirSync(folder).length]).toEqual(['after all', '{}', 2]);
  });

  it('leaves what was there when something fails on the way', () => {
    writeFileSync(at('a.html'), 'before');
    const saving = new Saving();
    function* broken() {
      yield 'x'.repeat(200_000);
      throw new Error('no more');
    }
    saving.write(at('b.json'), ['{}']);
    expect(() => {
      saving.write(at('a.html'), broken());
    }).toThrow('no more');
    saving.clear();
    expect([read('a.html'), readdirSync(folder)]).toEqual(['before', ['a.html']]);
  });

  it('follows a link to the file that it names', () => {
    writeFileSync(at('real.html'), 'before');
    symlinkSync(at('real.html'), at('link.html'));
    const saving = new Saving();
    saving.write(at('link.html'), ['after']);
    saving.finish();
    expect([read('real.html'), read('link.html')]).toEqual(['after', 'after']);
  });

  it('writes straight into what is no file', () => {
    const saving = new Saving();
    saving.write('/dev/null', ['x']);
    saving.finish();
    expect(execFileSync('ls', ['-l', '/dev/null'], { encoding: 'utf8' })).toMatch(/^c/);
  });

  it.each(['missing/a.html', 'folder'])('says in one sentence that it cannot write %s', (name) => {
    mkdirSync(at('folder'));
    const saving = new Saving();
    const act = () => {
      saving.write(at(name), ['x']);
    };
    expect(act).toThrow(UnreadableInputError);
    expect(act).toThrow(/^(a.html|folder): the review cannot be written/);
  });
});
