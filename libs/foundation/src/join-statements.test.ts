import { joinStatements } from './join-statements';
import type { PolicyStatement } from './policy';

const list = (prefix: string, more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  sid: 'ListRaw',
  actions: ['s3:ListBucket'],
  resources: ['arn:aws:s3:::b'],
  conditions: { StringLike: { 's3:prefix': [prefix] } },
  ...more,
});

describe('joining statements', () => {
  it('keeps those of different ids as they are', () => {
    const statements = [list('a/*'), list('b/*', { sid: 'ListCurated' })];
    expect(joinStatements(statements)).toEqual(statements);
  });

  it('drops one that says the same again', () => {
    expect(joinStatements([list('a/*'), list('a/*')])).toEqual([list('a/*')]);
  });

  it('joins the values of a condition', () => {
    const [joined] = joinStatements([list('a/*'), list('b/*'), list('a/*')]);
    expect(joined?.conditions).toEqual({ StringLike: { 's3:prefix': ['a/*', 'b/*'] } });
  });

  it('joins actions', () => {
    const [joined] = joinStatements([list('a/*'), list('a/*', { actions: ['s3:GetBucketLocation', 's3:ListBucket'] })]);
    expect(joined?.actions).toEqual(['s3:ListBucket', 's3:GetBucketLocation']);
  });

  it('refuses two differences, which would allow what neither does', () => {
    expect(() => joinStatements([list('a/*'), list('b/*', { resources: ['arn:aws:s3:::c'] })])).toThrow(
      "statements 'ListRaw' must differ in one list only, got resources, conditions.StringLike.s3:prefix; " +
        'give one of them another id',
    );
  });

  it('refuses to join what allows with what denies', () => {
    expect(() => joinStatements([list('a/*'), list('a/*', { effect: 'Deny' })])).toThrow('got effect');
  });

  it('refuses to join a statement with one that is bound by a condition', () => {
    const unbound: PolicyStatement = { sid: 'ListRaw', actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::b'] };
    expect(() => joinStatements([unbound, list('a/*')])).toThrow('got conditions');
  });
});
