import { synthesize, testEnvironment as environment } from '@mall/foundation';
import { Bootstrap, type BootstrapProps } from './bootstrap';

const bootstrap = (props: Partial<BootstrapProps> = {}) =>
  synthesize((stack) => {
    new Bootstrap(stack, 'Bootstrap', {
      environment,
      repositorySubject: 'repo:mall@1/platform@2',
      deletion: { mode: 'protected' },
      ...props,
    });
  });

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly NotResource: string | string[];
  readonly Condition: Record<string, Record<string, unknown>>;
}
const role = (name: string) =>
  bootstrap()
    .all('aws_iam_role')
    .find((attributes) => attributes.name === `mall-dev-bootstrap-${name}`);
const trustOf = (name: string) =>
  (JSON.parse(String(role(name)?.assume_role_policy)) as { Statement: Statement[] }).Statement;
const grantsOf = (name: string) =>
  bootstrap()
    .all('aws_iam_role_policy')
    .filter((attributes) =>
      String(attributes.role)
        .toLowerCase()
        .includes(`_${name.replace('-', '')}_`),
    )
    .flatMap(({ policy }) => (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement);
const statementsOf = (text: string) =>
  bootstrap()
    .all('aws_iam_role_policy')
    .concat(bootstrap().all('aws_iam_policy'))
    .flatMap(({ policy }) => (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement)
    .filter(({ Sid }) => Sid === text);

describe('Bootstrap', () => {
  it('lets pull requests and the main branch plan, by their whole subjects', () => {
    expect(trustOf('plan')).toHaveLength(1);
    expect(trustOf('plan')[0]?.Condition).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': [
          'repo:mall@1/platform@2:pull_request',
          'repo:mall@1/platform@2:ref:refs/heads/main',
        ],
      },
    });
  });

  it('lets only jobs that the environment has let through apply', () => {
    expect(trustOf('apply')[0]?.Condition.StringEquals).toMatchObject({
      'token.actions.githubusercontent.com:sub': ['repo:mall@1/platform@2:environment:dev'],
    });
  });

  it.each(['', 'mall/platform', 'repo:mall/*', 'repo:*/platform', 'repo:mall/platform:pull_request'])(
    'refuses the subject %j, which is not one repository’s',
    (repositorySubject) => {
      expect(() => bootstrap({ repositorySubject })).toThrow(
        "test/Bootstrap: 'repositorySubject' must be the beginning of one repository’s subjects, repo:owner/name, got",
      );
    },
  );

  it('lets a plan read states and write locks, and read no data', () => {
    expect(grantsOf('plan').map(({ Sid }) => Sid)).toEqual(expect.arrayContaining(['LockStates', 'RefuseData']));
    expect(grantsOf('plan').map(({ Sid }) => Sid)).not.toContain('WriteState');
    expect(statementsOf('LockStates')[0]?.Resource).toMatch(/\/\*\.tflock$/);
    const [refused] = statementsOf('RefuseData');
    expect(refused).toMatchObject({ Effect: 'Deny', NotResource: expect.stringMatching(/\/\*$/) as string });
    expect(refused?.Action).toEqual(expect.arrayContaining(['s3:GetObject*', 'secretsmanager:GetSecretValue']));
  });

  it('lets the main branch alone hand plans over, and nothing else', () => {
    expect(trustOf('hand-over')[0]?.Condition.StringEquals).toMatchObject({
      'token.actions.githubusercontent.com:sub': ['repo:mall@1/platform@2:ref:refs/heads/main'],
    });
    const [write, ...more] = grantsOf('hand-over');
    expect(write?.Resource).toMatch(/\/plans\/\*$/);
    expect(more.map(({ Sid }) => Sid)).toEqual(['UseKeyOfState']);
  });

  describe('the boundary', () => {
    const ours = 'arn:aws:iam::111122223333:policy/mall-dev-bootstrap-boundary';

    it.each(['plan', 'hand-over', 'apply'])('holds the role %s', (name) => {
      expect(role(name)?.permissions_boundary).toMatch(/^\$\{aws_iam_policy\.Bootstrap_Boundary_\w+\.arn\}$/);
    });

    it('is the one that the roles of all other stacks name, and fits a managed policy’s 6,144 characters', () => {
      const { name, policy } = bootstrap().only('aws_iam_policy');
      expect(ours).toMatch(new RegExp(`/${String(name)}$`));
      expect(String(policy).length).toBeLessThan(6144);
    });

    it('refuses to change who may plan and apply, where states lie, and itself', () => {
      const [refused] = statementsOf('RefuseOwnGround');
      expect(refused?.Effect).toBe('Deny');
      expect(refused?.Resource).toEqual(
        expect.arrayContaining([
          ours,
          ...['plan', 'hand-over', 'apply'].map((name) => `arn:aws:iam::111122223333:role/mall-dev-bootstrap-${name}`),
        ]),
      );
    });

    it('refuses to make or change a role or user that it does not hold, and to take it off', () => {
      const [unbounded] = statementsOf('RefuseUnbounded');
      expect(unbounded).toMatchObject({ Effect: 'Deny', Resource: '*' });
      expect(unbounded?.Condition).toEqual({ StringNotEquals: { 'iam:PermissionsBoundary': ours } });
      expect(unbounded?.Action).toEqual(expect.arrayContaining(['iam:CreateRole', 'iam:PutRolePolicy']));
      expect(statementsOf('RefuseUnbinding')[0]).toMatchObject({ Effect: 'Deny', Resource: '*' });
    });

    it('refuses to act as roles of others, and to make keys of people', () => {
      expect(statementsOf('RefuseForeignRoles')[0]).toMatchObject({
        Effect: 'Deny',
        NotResource: ['arn:aws:iam::111122223333:role/mall-dev-*', 'arn:aws:iam::111122223333:role/dms-*-role'],
      });
      expect(statementsOf('RefuseKeysOfPeople')[0]).toMatchObject({ Effect: 'Deny', Resource: '*' });
    });

    it('refuses to end the lock of an object before its day', () => {
      expect(statementsOf('RefuseUnlocking')).toEqual([
        expect.objectContaining({ Effect: 'Deny', Action: 's3:BypassGovernanceRetention', Resource: '*' }),
      ]);
    });
  });

  it('keeps older states for a year and saved plans for two weeks', () => {
    const { rule } = bootstrap().only('aws_s3_bucket_lifecycle_configuration');
    expect(rule).toMatchObject([
      { noncurrent_version_expiration: [{ noncurrent_days: 365 }] },
      { filter: [{ prefix: 'plans/' }], expiration: [{ days: 14 }] },
    ]);
  });
});
