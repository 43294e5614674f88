import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { App, Testing } from 'cdktf';
import { MallStack } from './mall-stack';
import { nameLimits } from './name-limits';
import { testEnvironment } from './synthesize';

type Build = (stack: MallStack) => void;
const queue =
  (id: string, name: string): Build =>
  (stack) => {
    new SqsQueue(stack, id, { name });
  };
/** Synthesizes one stack for each builder, all in one app. */
const mall = (builds: Record<string, Build>, environmentOf: (tier: string) => string = () => 'dev') => {
  const app = Testing.stubVersion(new App({ stackTraces: false }));
  const stacks = Object.entries(builds).map(([tier, build]) => {
    const stack = new MallStack(app, `dev-${tier}`, {
      environment: { ...testEnvironment, name: environmentOf(tier) },
      tier,
    });
    build(stack);
    return stack;
  });
  return () => stacks.map((stack) => Testing.synth(stack, true));
};

describe('physical names', () => {
  it.each([
    [
      'in one stack',
      { a: (stack: MallStack) => [queue('One', 'q'), queue('Two', 'q')].forEach((build) => build(stack)) },
      'dev-a/Two',
      'dev-a/One',
    ],
    ['in two stacks', { a: queue('One', 'q'), b: queue('Two', 'q') }, 'dev-b/Two', 'dev-a/One'],
  ])('that two resources of a type share %s are refused, and both are named', (_, builds, second, first) => {
    expect(mall(builds)).toThrow(
      `${second}: 'name' must be a name that no other aws_sqs_queue of the environment has, got 'q' of ${first}; rename the role of one`,
    );
  });

  it('are free in another environment', () => {
    expect(mall({ a: queue('One', 'q'), b: queue('Two', 'q') }, (tier) => tier)).not.toThrow();
  });

  it('are free for another type', () => {
    const role: Build = (stack) => {
      new IamRole(stack, 'Role', { name: 'q', assumeRolePolicy: '{}' });
    };
    expect(mall({ a: queue('One', 'q'), b: role })).not.toThrow();
  });

  it('are free again inside another parent, where AWS says so', () => {
    const group =
      (vpcId: string): Build =>
      (stack) => {
        new SecurityGroup(stack, 'Group', { name: 'g', vpcId });
      };
    expect(mall({ a: group('vpc-1'), b: group('vpc-2') })).not.toThrow();
    expect(mall({ a: group('vpc-1'), b: group('vpc-1') })).toThrow("'g' of dev-a/Group");
  });

  it('that no limit is known for may repeat, like the inline policies of roles', () => {
    const policy: Build = (stack) => {
      new IamRolePolicy(stack, 'Policy', { name: 'grants', role: 'r', policy: '{}' });
    };
    expect(mall({ a: policy, b: policy })).not.toThrow();
  });

  it('longer than AWS takes are refused, with the limit of the type', () => {
    const balancer: Build = (stack) => {
      new Lb(stack, 'Balancer', { name: 'mall-dev-was-application-balancer' });
    };
    expect(mall({ was: balancer })).toThrow(
      "dev-was/Balancer: 'name' must be a name of at most 32 characters (Elastic Load Balancing API reference, Name), got 'mall-dev-was-application-balancer' with 33; shorten the role",
    );
  });

  it('that are known only after apply pass', () => {
    const named: Build = (stack) => {
      const { arn } = new SqsQueue(stack, 'One', { name: 'one' });
      new SqsQueue(stack, 'Two', { name: `${arn}-${'x'.repeat(80)}` });
    };
    expect(mall({ a: named })).not.toThrow();
  });

  it.each(Object.entries(nameLimits))('of %s have a limit and its source', (_, { most, source }) => {
    expect(most).toBeGreaterThanOrEqual(32);
    expect(source).not.toBe('');
  });
});
