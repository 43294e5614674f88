import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { Aspects } from 'cdktf';
import { boundaryArnOf, UnderBoundary } from './boundary';
import { synthesize, testEnvironment } from './synthesize';

const boundaryOf = (more: { permissionsBoundary?: string }) =>
  synthesize((stack) => {
    Aspects.of(stack).add(new UnderBoundary(testEnvironment));
    new IamRole(stack, 'Role', { assumeRolePolicy: '{}', ...more });
  }).only('aws_iam_role').permissions_boundary;

describe('the permissions boundary', () => {
  it('is the one that the environment’s bootstrap makes', () => {
    expect(boundaryArnOf(testEnvironment)).toBe('arn:aws:iam::111122223333:policy/mall-dev-bootstrap-boundary');
  });

  it('holds every role of a stack', () => {
    expect(boundaryOf({})).toBe(boundaryArnOf(testEnvironment));
  });

  it('leaves a role the one that it names', () => {
    expect(boundaryOf({ permissionsBoundary: 'arn:aws:iam::111122223333:policy/narrower' })).toMatch(/narrower$/);
  });
});
