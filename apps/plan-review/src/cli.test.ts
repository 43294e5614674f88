import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './cli';
import { changeOf, planText } from './plans.fixture';

const folder = mkdtempSync(path.join(tmpdir(), 'plan-review-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string | Buffer) => {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
};
const command = (...args: string[]) => {
  const out: string[] = [];
  const errors: string[] = [];
  const code = run(
    args,
    (text) => out.push(text),
    (text) => errors.push(text),
  );
  return { code, out: out.join(''), errors: errors.join('') };
};

const danger = file('danger.json', planText([changeOf('aws_db_instance.main', { actions: ['delete'], before: {} })]));
const quiet = file('quiet.json', planText([]));

describe('the command', () => {
  it('writes Markdown to standard output, and each form to its file', () => {
    const html = path.join(folder, 'review.html');
    const json = path.join(folder, 'review.json');
    const { code, out } = command(danger, quiet, '--html', html, '--json', json);
    expect(code).toBe(0);
    expect(out).toMatch(/^# Plan review: blocking/);
    expect(out).toContain('Unchanged (1): `quiet`');
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ version: 1, grade: 'blocking' });
  });

  it('exits with 1 at or above --fail-on', () => {
    expect(command(danger, '--fail-on', 'blocking').code).toBe(1);
    expect(command(quiet, '--fail-on', 'low').code).toBe(0);
  });

  it.each([
    ['a missing file', [path.join(folder, 'missing.json')], /there is no such file/],
    ['a binary plan', [file('binary', Buffer.from('PK\u0003\u0004'))], /binary plan/],
    ['no plan at all', [], /missing required argument/],
    ['an unknown level', [danger, '--fail-on', 'awful'], /Allowed choices/],
    [
      'a wrong policy',
      [danger, '--policy', file('policy.json', '{"levels":{"loss.destroyed":"mild"}}')],
      /wrong at 'levels.loss.destroyed'/,
    ],
    ['a review that would be written over its plan', [quiet, '--json', quiet], /written over its own plan/],
    ['two plans of one name', [danger, `danger=${quiet}`], /two plans are named 'danger'/],
  ])('exits with 2 and one sentence for %s', (_, args, sentence) => {
    const { code, errors } = command(...args);
    expect(code).toBe(2);
    expect(errors).toMatch(sentence);
    expect(errors.trim().split('\n')).toHaveLength(1);
  });

  it('verifies that a plan is the one that was reviewed, in whichever encoding', () => {
    const hash = /[0-9a-f]{64}/.exec(command(danger).out)?.[0] ?? '';
    const utf16 = file('again.json', Buffer.from(`\ufeff${readFileSync(danger, 'utf8')}\r\n`, 'utf16le'));
    expect(command('verify', utf16, '--hash', hash).code).toBe(0);
    expect(command('verify', quiet, '--hash', hash)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('not the plan that was reviewed') as string,
    });
    expect(command('verify', path.join(folder, 'missing.json'), '--hash', hash).code).toBe(2);
  });

  it('shows a stack that waits for another', () => {
    expect(command(quiet, '--deferred', 'database:network').out).toContain('`database` waits for `network`');
  });

  it('reads a pipe as it reads a file, and knows it by the same hash', () => {
    const changes = Array.from({ length: 3000 }, (_, at) =>
      changeOf(`a_thing.n${at}`, { actions: ['update'], before: { a: 'x'.repeat(400) }, after: { a: `y${at}` } }),
    );
    const large = file('plan.json', planText(changes));
    const program = path.resolve(__dirname, '../plan-review.mjs');
    const piped = execFileSync(process.execPath, [program, 'plan=-'], { input: readFileSync(large) });
    expect(piped.toString()).toBe(command(`plan=${large}`).out);
  });

  it('leaves what was there when it cannot write all of the review', () => {
    const html = file('old.html', 'before');
    const { code, out, errors } = command(
      danger,
      '--html',
      html,
      '--json',
      path.join(folder, 'missing', 'review.json'),
    );
    expect([code, out, readFileSync(html, 'utf8')]).toEqual([2, '', 'before']);
    expect(errors).toMatch(/^plan-review: review.json: the review cannot be written [^\n]*\n$/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
  });

  it('takes provider versions from the lock file beside the plan', () => {
    file('.terraform.lock.hcl', 'provider "registry.example/hashicorp/aws" {\n  version     = "5.100.0"\n}\n');
    expect(command(danger).out).toContain('providers `hashicorp/aws 5.100.0`');
  });
});
