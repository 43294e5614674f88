import { type ResourceAttributes, synthesize, testEnvironment } from '@mall/foundation';
import { Delivery, type DeliveryProps } from './delivery';
import type { DeployedServer } from './deployed-server';

const server = (role: DeployedServer['role']): DeployedServer => ({
  role,
  autoScalingGroupName: `mall-dev-${role}-instances`,
  targetGroupArn: `arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:targetgroup/mall-dev-${role}/0123456789abcdef`,
  targetGroupName: `mall-dev-${role}`,
  instanceRoleName: `mall-dev-${role}-instance`,
});
const connection = {
  kind: 'connection',
  connectionArn: 'arn:aws:codeconnections:ap-northeast-1:111122223333:connection/00000000-0000-0000-0000-000000000000',
  repository: 'mall/platform',
  branch: 'release',
} as const;

const delivery = (props: Partial<DeliveryProps> = {}) =>
  synthesize((stack) => {
    new Delivery(stack, 'Delivery', {
      environment: testEnvironment,
      network: { vpcId: 'vpc-1', webSubnetIds: ['subnet-a', 'subnet-c'] },
      servers: [server('was'), server('web')],
      rollbackAlarmNames: { web: ['web-5xx'], was: ['was-5xx', 'was-hosts'] },
      source: { kind: 'codecommit', repositoryName: 'mall' },
      approval: { mode: 'none', reason: 'development' },
      deletion: { mode: 'disposable', reason: 'development' },
      ...props,
    });
  });

interface Action {
  readonly name: string;
  readonly role_arn?: string;
  readonly configuration?: Record<string, string>;
}
type Pipeline = ResourceAttributes & { stage: { name: string; action: Action[] }[]; trigger?: unknown[] };
const pipelineOf = (stack: ReturnType<typeof delivery>, role: string) =>
  stack.all('aws_codepipeline').find(({ name }) => name === `mall-dev-${role}-delivery`) as Pipeline;
const actionOf = (stack: ReturnType<typeof delivery>, role: string, stage: string) =>
  pipelineOf(stack, role).stage.find(({ name }) => name === stage)?.action[0];

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}
/** Every statement of every policy that a role carries. */
const statements = (stack: ReturnType<typeof delivery>): Statement[] =>
  stack
    .all('aws_iam_role_policy')
    .flatMap(({ policy }) => (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement);

describe('delivery', () => {
  it('is one pipeline for each server, from the push to the rollout', () => {
    const stack = delivery();
    expect(stack.all('aws_codepipeline').map(({ name }) => name)).toEqual([
      'mall-dev-was-delivery',
      'mall-dev-web-delivery',
    ]);
    expect(pipelineOf(stack, 'web').stage.map(({ name }) => name)).toEqual(['Source', 'Build', 'Deploy']);
    expect(pipelineOf(stack, 'web')).toMatchObject({ pipeline_type: 'V2', execution_mode: 'SUPERSEDED' });
  });

  it('asks a person before the rollout where that is required', () => {
    const stack = delivery({ approval: { mode: 'required' }, deletion: { mode: 'protected' } });
    expect(pipelineOf(stack, 'was').stage.map(({ name }) => name)).toEqual(['Source', 'Build', 'Approve', 'Deploy']);
  });

  it('refuses to roll out unasked where data is protected', () => {
    expect(() => delivery({ deletion: { mode: 'protected' } })).toThrow(
      "test/Delivery: 'approval.mode' must be required where deletion is protected, got none",
    );
  });

  it('gives every action of every pipeline a role of its own', () => {
    const stack = delivery();
    const roles = ['web', 'was'].flatMap((role) =>
      pipelineOf(stack, role).stage.flatMap(({ action }) => action.map(({ role_arn: arn }) => arn)),
    );
    expect(roles.every((arn) => arn?.includes('aws_iam_role_policy'))).toBe(true);
    expect(new Set(roles).size).toBe(6);
    const names = stack.all('aws_iam_role').map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('lets no role touch every object, project or pipeline', () => {
    const wide = statements(delivery()).filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(new Set(wide.map(({ Sid }) => Sid))).toEqual(new Set(['SeeNetwork', 'SeeInstancesAndAlarms']));
    for (const { Action } of wide) expect([Action].flat().every((action) => /:Describe/.test(action))).toBe(true);
  });

  it('keeps the artifacts of the two pipelines apart, though CodePipeline cuts their names', () => {
    const objects = statements(delivery({ environment: { ...testEnvironment, name: 'prod' } }))
      .filter(({ Sid }) => Sid === 'HandOverArtifact')
      .map(({ Resource }) => String(Resource).replace(/^.*\}\//, ''));
    expect(objects.sort()).toEqual([
      'mall-prod-was-delive/bundle/*',
      'mall-prod-was-delive/source/*',
      'mall-prod-web-delive/bundle/*',
      'mall-prod-web-delive/source/*',
    ]);
    expect(() => delivery({ environment: { ...testEnvironment, name: 'acceptance-tests' } })).toThrow(
      "test/Delivery: 'environment.name' must be short enough to tell pipelines apart, got acceptance-tests",
    );
  });

  it('lets instances fetch the bundles of their own application and nothing else', () => {
    const attached = delivery()
      .all('aws_iam_role_policy')
      .filter(({ name }) => name === 'delivery');
    expect(attached.map(({ role }) => role).sort()).toEqual(['mall-dev-was-instance', 'mall-dev-web-instance']);
    for (const { role, policy } of attached) {
      expect(String(policy)).toContain(`mall-dev-${String(role).split('-')[2]}-delive`);
      expect(String(policy)).not.toContain('/source/');
      expect(String(policy)).not.toContain('s3:PutObject');
    }
  });

  it('expires sources, and never a bundle: new instances and rollbacks fetch the last one', () => {
    const { rule } = delivery().only('aws_s3_bucket_lifecycle_configuration') as unknown as {
      rule: { filter: { prefix: string }[]; expiration: { days?: number }[] }[];
    };
    const expiring = rule.filter(({ expiration }) => expiration[0]?.days !== undefined);
    expect(expiring.map(({ filter, expiration }) => [filter[0]?.prefix, expiration[0]?.days])).toEqual([
      ['mall-dev-was-deliver/source/', 30],
      ['mall-dev-web-deliver/source/', 30],
    ]);
  });
});

describe('a build', () => {
  it('runs unprivileged, in private subnets, by the application’s own buildspec, from a pinned image', () => {
    const project = delivery()
      .all('aws_codebuild_project')
      .find(({ name }) => name === 'mall-dev-delivery-web-build');
    expect(project).toMatchObject({
      source: { type: 'CODEPIPELINE', buildspec: 'apps/mall-web/buildspec.yml' },
      artifacts: { type: 'CODEPIPELINE' },
      environment: { privileged_mode: false, image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0-24.08.23' },
      vpc_config: { vpc_id: 'vpc-1', subnets: ['subnet-a', 'subnet-c'] },
    });
  });

  it('reaches HTTPS only, and nothing reaches it', () => {
    const stack = delivery();
    expect(stack.only('aws_vpc_security_group_egress_rule')).toMatchObject({ from_port: 443, to_port: 443 });
    expect(stack.all('aws_vpc_security_group_ingress_rule')).toEqual([]);
  });

  it('is logged for a year, encrypted', () => {
    for (const log of delivery().all('aws_cloudwatch_log_group')) {
      expect(log).toMatchObject({ retention_in_days: 365, kms_key_id: expect.stringContaining('aws_kms_key') });
    }
  });

  it.each(['aws/codebuild/standard:7.0', 'node:22', 'aws/codebuild/standard:latest'])(
    'refuses the image %s',
    (image) => {
      expect(() => delivery({ buildImage: image })).toThrow(
        `test/Delivery: 'buildImage' must be a curated image with its release such as …:5.0-24.08.23, got ${image}`,
      );
    },
  );
});

describe('a rollout', () => {
  const groups = (props: Partial<DeliveryProps> = {}) => delivery(props).all('aws_codedeploy_deployment_group');

  it('changes one instance after the other, each out of the load balancer meanwhile', () => {
    for (const group of groups()) {
      expect(group).toMatchObject({
        deployment_config_name: 'CodeDeployDefault.OneAtATime',
        deployment_style: { deployment_type: 'IN_PLACE', deployment_option: 'WITH_TRAFFIC_CONTROL' },
      });
    }
    expect(groups()[0]).toMatchObject({
      autoscaling_groups: ['mall-dev-was-instances'],
      load_balancer_info: { target_group_info: [{ name: 'mall-dev-was' }] },
    });
  });

  it('is taken back when it fails and when an alarm of its server is raised', () => {
    expect(groups()[0]).toMatchObject({
      alarm_configuration: { enabled: true, alarms: ['was-5xx', 'was-hosts'] },
      auto_rollback_configuration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
    });
  });

  it.each([0, 11])('refuses %i alarms that could take it back', (length) => {
    const web = Array.from({ length }, (_, at) => `alarm-${at}`);
    expect(() => delivery({ rollbackAlarmNames: { web, was: ['a'] } })).toThrow(
      `test/Delivery/web/Rollout: 'rollbackAlarmNames.web.length' must be between 1 and 10, got ${length}`,
    );
  });

  it('may change half of the instances at a time', () => {
    expect(groups({ pace: 'HalfAtATime' })[0]).toMatchObject({
      deployment_config_name: 'CodeDeployDefault.HalfAtATime',
    });
  });
});

describe('a CodeCommit source', () => {
  it('is a repository whose pull requests another person agrees to', () => {
    const stack = delivery();
    expect(stack.only('aws_codecommit_repository')).toMatchObject({ repository_name: 'mall' });
    const { content } = stack.only('aws_codecommit_approval_rule_template');
    expect(JSON.parse(String(content))).toMatchObject({
      DestinationReferences: ['refs/heads/main'],
      Statements: [{ NumberOfApprovalsNeeded: 1 }],
    });
  });

  it('starts the pipelines by the event of a push, and is never polled', () => {
    const stack = delivery();
    expect(actionOf(stack, 'web', 'Source')?.configuration).toMatchObject({ PollForSourceChanges: 'false' });
    for (const { event_pattern: pattern } of stack.all('aws_cloudwatch_event_rule')) {
      expect(JSON.parse(String(pattern))).toMatchObject({
        resources: ['arn:aws:codecommit:ap-northeast-1:111122223333:mall'],
        detail: { referenceName: ['main'] },
      });
    }
    expect(stack.all('aws_cloudwatch_event_target')).toHaveLength(2);
  });
});

describe('a source behind a connection', () => {
  it('starts a pipeline when its application or a library changes on the branch', () => {
    const stack = delivery({ source: connection });
    expect(pipelineOf(stack, 'web').trigger).toEqual([
      {
        provider_type: 'CodeStarSourceConnection',
        git_configuration: {
          source_action_name: 'Fetch',
          push: [
            {
              branches: { includes: ['release'] },
              file_paths: { includes: ['apps/mall-web/**', 'libs/**', 'package-lock.json'] },
            },
          ],
        },
      },
    ]);
    expect(actionOf(stack, 'web', 'Source')?.configuration).toMatchObject({ FullRepositoryId: 'mall/platform' });
  });

  it('makes no repository and no event rule', () => {
    const counts = delivery({ source: connection }).counts();
    expect(counts.aws_codecommit_repository).toBeUndefined();
    expect(counts.aws_cloudwatch_event_rule).toBeUndefined();
  });

  it.each([
    ['connectionArn', { connectionArn: 'arn' }, 'the ARN of a connection, got arn'],
    ['repository', { repository: 'mall' }, '<owner>/<name>, got mall'],
    ['branch', { branch: '' }, 'the name of a branch, got an empty string'],
  ])('refuses a wrong %s', (prop, wrong, sentence) => {
    expect(() => delivery({ source: { ...connection, ...wrong } })).toThrow(
      `test/Delivery: 'source.${prop}' must be ${sentence}`,
    );
  });
});
