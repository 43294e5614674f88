import { changeOf, planText, reviewOf } from './plans.fixture';
import { readPlan } from './read-plan';
import { review } from './review';
import { renderHtml } from './render/html';
import { renderJson } from './render/json';
import { renderMarkdown } from './render/markdown';

const secret = 'hunter2-"quoted"-secret';
const everything = (changes: object[], more: object = {}) => {
  const result = reviewOf(changes, more);
  return renderMarkdown(result) + renderHtml(result) + renderJson(result);
};
const leaks = [secret, JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64'), 'hunter2'];
const expectNoLeak = (text: string) => {
  expect(leaks.filter((leak) => text.includes(leak))).toEqual([]);
};

describe('sensitive values', () => {
  it('are masked where they are marked on either side, and a change of them is still seen', () => {
    const change = {
      actions: ['update'],
      before: { pin: secret, size: 1 },
      after: { pin: `${secret}2`, size: 1 },
      before_sensitive: { pin: true },
      after_sensitive: {},
    };
    expectNoLeak(everything([changeOf('a_thing.x', change)]));
    expect(reviewOf([changeOf('a_thing.x', change)]).changes[0]?.attributes).toEqual([
      { path: 'pin', before: '(sensitive)', after: '(sensitive, another value)', forces: false },
    ]);
  });

  it('are masked in nested blocks, lists and whole resources', () => {
    const after = { block: [{ inner: [{ value: secret }] }], list: ['a', secret] };
    expectNoLeak(
      everything([
        changeOf('a.x', {
          actions: ['create'],
          after,
          after_sensitive: { block: [{ inner: [{ value: true }] }], list: [false, true] },
        }),
      ]),
    );
    expectNoLeak(everything([changeOf('a.x', { actions: ['create'], after, after_sensitive: true })]));
  });

  it('are masked by their names inside JSON texts and environments, marked or not', () => {
    const definitions = JSON.stringify([{ name: 'app', environment: { DB_PASSWORD: secret }, clientSecret: secret }]);
    const after = {
      container_definitions: definitions,
      environment: [{ variables: { API_TOKEN: secret } }],
      password: secret,
    };
    const text = everything([changeOf('aws_ecs_task_definition.x', { actions: ['create'], after })]);
    expectNoLeak(text);
    expect(text).toContain('DB_PASSWORD');
  });

  it('are masked where their text stands in an unmarked value, plain, in JSON and in base64', () => {
    const marked = changeOf('a.x', { actions: ['create'], after: { pin: secret }, after_sensitive: { pin: true } });
    const copy = {
      url: `https://user:${secret}@host/`,
      user_data: Buffer.from(secret).toString('base64'),
      json: JSON.stringify({ deep: [`x ${secret}`] }),
    };
    const more = {
      resource_drift: [changeOf('a.z', { actions: ['update'], before: {}, after: copy })],
      output_changes: {
        link: { actions: ['create'], after: copy.url },
        hidden: { actions: ['create'], after: secret, after_sensitive: true },
      },
      checks: [{ status: 'fail', address: { name: 'c' }, instances: [{ problems: [{ message: `bad ${secret}` }] }] }],
    };
    expectNoLeak(everything([marked, changeOf('a.y', { actions: ['create'], after: copy })], more));
  });

  it('are masked where a copy of a long one stands, of which only the hash is remembered', () => {
    const long = `${secret} `.repeat(40);
    const marked = changeOf('a.x', { actions: ['create'], after: { key: long }, after_sensitive: { key: true } });
    const copies = { same: long, inside: `-- ${long} --`, script: Buffer.from(long).toString('base64') };
    const text = everything([marked, changeOf('a.y', { actions: ['create'], after: copies })]);
    expectNoLeak(text);
    expect(text).toContain('-- (sensitive) --');
  });

  it('are masked in outputs that only another part of the plan calls sensitive', () => {
    const more = {
      format_version: '0.1',
      planned_values: { outputs: { pin: { sensitive: true } } },
      output_changes: { pin: { actions: ['create'], before: null, after: secret } },
    };
    expectNoLeak(everything([], more));
  });

  it('do not hide ARNs, references or switches with a telling name', () => {
    const after = { secret: 'arn:aws:secretsmanager:eu-west-1:1:secret:x', manage_password: true, password_length: 32 };
    const [change] = reviewOf([changeOf('a.x', { actions: ['create'], after })]).changes;
    expect(change?.attributes.map(({ after: text }) => text)).toEqual([after.secret, 'true', '32']);
  });
});

describe('values', () => {
  it('are readable when they are known only after the apply, also deep inside', () => {
    const change = {
      actions: ['update'],
      before: { arn: 'old', tags: { a: '1' } },
      after: { tags: { a: '1' } },
      after_unknown: { arn: true, list: [{ id: true }] },
    };
    expect(reviewOf([changeOf('a.x', change)]).changes[0]?.attributes).toEqual([
      { path: 'list', after: '[{"id":"(known after apply)"}]', forces: false },
      { path: 'arn', before: 'old', after: '(known after apply)', forces: false },
    ]);
  });

  it('that are JSON are compared as structures, statements by their Sid', () => {
    const of = (action: string) =>
      JSON.stringify({
        Statement: [
          { Sid: 'A', Action: 'x' },
          { Sid: 'B', Action: action },
        ],
      });
    const change = { actions: ['update'], before: { doc: of('old') }, after: { doc: of('new') } };
    expect(reviewOf([changeOf('a.x', change)]).changes[0]?.attributes).toEqual([
      { path: 'doc → Statement[B].Action', before: 'old', after: 'new', forces: false },
    ]);
  });

  it('that are long are cut, and named by their hash', () => {
    const change = { actions: ['create'], after: { text: 'x'.repeat(5000) } };
    expect(reviewOf([changeOf('a.x', change)]).changes[0]?.attributes[0]?.after).toMatch(
      /^x{240}… \(5,000 characters, sha256 [0-9a-f]{12}\)$/,
    );
  });

  it.each([
    ['integers', '9007199254740992', '9007199254740993'],
    ['fractions', '0.12345678901234567891', '0.12345678901234567892'],
    ['negative numbers', '-123456789012345678901', '-123456789012345678902'],
    ['numbers beyond every double', '1e400', '2e400'],
  ])('that are %s which a double cannot tell apart are shown as different', (_, before, after) => {
    const values = { size: '#', block: { size: '#' }, list: ['#'], policy: '{"deep":#}' };
    const [start = '', old = '', fresh = ''] = planText([
      changeOf('a.x', { actions: ['update'], before: values, after: values }),
    ]).split(/(?="(?:before|after)":)/);
    const of = (part: string, digits: string) => part.replace(/"#"|#/g, digits);
    const load = () => readPlan(Buffer.from(start + of(old, before) + of(fresh, after)), 'plan.json');
    expect(review([{ stack: 'shop', load }]).changes[0]?.attributes).toEqual([
      { path: 'size', before, after, forces: false },
      { path: 'block.size', before, after, forces: false },
      { path: 'list[0]', before, after, forces: false },
      { path: 'policy → deep', before, after, forces: false },
    ]);
  });

  it('that are equal numbers of any length are no change', () => {
    const long = '{"size":123456789012345678901,"size":123456789012345678901}';
    const text = planText([changeOf('a.x', { actions: ['update'], before: '#', after: '#' })]).replace(/"#"/g, long);
    const load = () => readPlan(Buffer.from(text), 'plan.json');
    expect(review([{ stack: 'shop', load }]).changes[0]?.attributes).toEqual([]);
  });
});
