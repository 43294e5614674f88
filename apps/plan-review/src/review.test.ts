import { changeOf, planText, reviewOf, said } from './plans.fixture';
import { readPlan } from './read-plan';
import { review } from './review';

describe('a review', () => {
  it('names the attribute that forces a database to be replaced, and blocks', () => {
    const before = { identifier: 'shop', username: 'root', allocated_storage: 20 };
    const change = {
      actions: ['delete', 'create'],
      before,
      after: { ...before, username: 'admin' },
      replace_paths: [['username']],
    };
    const result = reviewOf([
      changeOf('aws_db_instance.main', change, { action_reason: 'replace_because_cannot_update' }),
    ]);
    expect(result.grade).toBe('blocking');
    expect(result.findings[0]).toMatchObject({ rule: 'loss.replaced', lines: ['username: root → admin'] });
    expect(result.findings[0]?.sentence).toContain('forced by username');
  });

  it('sees a rename that would destroy a database', () => {
    const values = { identifier: 'shop', engine: 'mysql', instance_class: 'db.t4g.medium' };
    const result = reviewOf([
      changeOf(
        'aws_db_instance.old',
        { actions: ['delete'], before: values },
        { action_reason: 'delete_because_no_resource_config' },
      ),
      changeOf('aws_db_instance.new', { actions: ['create'], after: values }),
    ]);
    expect(said(result)).toEqual([
      'loss.destroyed: aws_db_instance and what it holds will be destroyed, because it is no longer in the configuration; aws_db_instance.new is created in its place, empty',
    ]);
  });

  it('counts each kind once, replacements apart from creates and destroys', () => {
    const actions = [
      ['create'],
      ['update'],
      ['delete', 'create'],
      ['create', 'delete'],
      ['delete'],
      ['forget'],
      ['read'],
      ['no-op'],
    ];
    const result = reviewOf([
      ...actions.map((steps, at) => changeOf(`null_resource.n${at}`, { actions: steps })),
      changeOf('null_resource.moved', { actions: ['no-op'] }, { previous_address: 'null_resource.old' }),
      changeOf('null_resource.imported', { actions: ['no-op'], importing: { id: 'x' } }),
    ]);
    expect(result.counts).toEqual({
      ...{ create: 1, update: 1, replace: 2, destroy: 1, forget: 1, read: 1, 'no-op': 1, move: 1, import: 1, other: 0 },
    });
    expect([result.moves, result.imports]).toEqual([1, 1]);
  });

  it('says nothing bad of a tag', () => {
    const result = reviewOf([
      changeOf('aws_s3_bucket.raw', { actions: ['update'], before: { tags: { a: '1' } }, after: { tags: { a: '2' } } }),
    ]);
    expect([result.grade, result.findings]).toEqual(['low', []]);
    expect(result.changes[0]?.attributes).toEqual([{ path: 'tags.a', before: '1', after: '2', forces: false }]);
  });

  it('takes nothing for drift that a provider only reads back in other words', () => {
    const drift = (type: string, before: object, after: object) =>
      reviewOf([], { resource_drift: [changeOf(`${type}.x`, { actions: ['update'], before, after })] }).drift;
    const normalised = { tags: {}, rules: [], note: '', ingress: [{ port: 22, icmp: 0, open: false }] };
    expect(drift('aws_lb', { tags: null, ingress: [{ port: 22, icmp: null }] }, normalised)).toEqual([]);
    expect(drift('aws_lb', { tags: null, open: true }, { tags: {}, open: false })[0]?.attributes).toHaveLength(1);
    expect(drift('aws_lb', { ingress: [] }, { ingress: [{ port: 22 }] })).toHaveLength(1);
    expect(drift('aws_db_instance', { latest_restorable_time: '1' }, { latest_restorable_time: '2' })).toEqual([]);
  });

  it('keeps drift, failed checks, deferred changes and outputs apart from changes', () => {
    const result = reviewOf([], {
      resource_drift: [changeOf('aws_sqs_queue.q', { actions: ['update'], before: { delay: 1 }, after: { delay: 2 } })],
      checks: [
        {
          address: { to_display: 'check.health' },
          status: 'fail',
          instances: [{ problems: [{ message: 'not healthy' }] }],
        },
      ],
      deferred_changes: [
        { reason: 'absent_prereq', resource_change: changeOf('aws_instance.later', { actions: ['create'] }) },
      ],
      output_changes: { address: { actions: ['create'], before: null, after: 'x', after_unknown: false } },
    });
    expect(result.changes).toEqual([]);
    expect(result.drift[0]).toMatchObject({ address: 'aws_sqs_queue.q' });
    expect(result.checks[0]).toMatchObject({ address: 'check.health', problems: ['not healthy'] });
    expect(result.deferred[0]).toMatchObject({ waitsFor: 'a prerequisite that is not there yet' });
    expect(result.outputs[0]).toMatchObject({ name: 'address' });
    expect(result.grade).toBe('high');
  });

  it('does not mistake the removal of a deposed object for the loss of the database', () => {
    const result = reviewOf([
      changeOf('aws_db_instance.main', { actions: ['delete'], before: {} }, { deposed: 'abc123' }),
    ]);
    expect(result.grade).toBe('medium');
    expect(result.findings[0]?.category).toBe('rest');
  });

  it('reads plans in which parts are null, absent or odd', () => {
    const odd = [
      {},
      null,
      { change: null },
      { address: 'a.b', change: { actions: null } },
      { address: 'a.c', change: { actions: ['launch'] } },
    ];
    const result = reviewOf(odd as object[], { output_changes: null, checks: null, configuration: null });
    expect(said(result)).toEqual([
      'plan.unknown-action: Terraform will do something that this program does not know',
      'plan.unmarked: the plan does not say which values are sensitive',
    ]);
  });

  it.each(['1', '12345678901234567890'])('refuses values nested without end in one sentence (beside %s)', (number) => {
    const nested = '['.repeat(200_000) + ']'.repeat(200_000);
    const text = planText([changeOf('a.b', { actions: ['update'], before: {}, after: { x: '#', y: '%' } })])
      .replace('"#"', nested)
      .replace('"%"', number);
    const load = () => readPlan(Buffer.from(text), 'plan.json');
    expect(() => review([{ stack: 'shop', load }])).toThrow(/^(shop|plan.json): the values are nested too deeply/);
  });

  it('lets a team extend the table and accept a finding with its reason', () => {
    const changes = [changeOf('acme_ledger.main', { actions: ['delete'], before: {} })];
    expect(reviewOf(changes).grade).toBe('medium');
    expect(reviewOf(changes, {}, { policy: { stateful: ['acme_*'] } }).grade).toBe('blocking');
    const accepted = [
      { rule: 'loss.destroyed', address: 'acme_ledger.*', reason: 'moved to the new ledger on 3 May' },
    ] as const;
    const result = reviewOf(changes, {}, { policy: { stateful: ['acme_*'], accepted: [...accepted] } });
    expect(result.grade).toBe('low');
    expect(result.findings[0]?.accepted).toBe('moved to the new ledger on 3 May');
  });
});
