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

  it('holds an apply within a boundary: neither its own role nor the state bucket', () => {
    expect(role('apply')?.permissions_boundary).toMatch(/^\$\{aws_iam_policy\.Bootstrap_Apply_Boundary_\w+\.arn\}$/);
    expect(role('plan')?.permissions_boundary).toBeUndefined();
    const [refused] = statementsOf('RefuseOwnGround');
    expect(refused?.Effect).toBe('Deny');
    expect(refused?.Resource).toEqual(
      expect.arrayContaining(
        ['plan', 'hand-over', 'apply'].map((name) => `arn:aws:iam::111122223333:role/mall-dev-bootstrap-${name}`),
      ),
    );
  });

  it('keeps older states for a year and saved plans for two weeks', () => {
    const { rule } = bootstrap().only('aws_s3_bucket_lifecycle_configuration');
    expect(rule).toMatchObject([
      { noncurrent_version_expiration: [{ noncurrent_days: 365 }] },
      { filter: [{ prefix: 'plans/' }], expiration: [{ days: 14 }] },
    ]);
  });
});
