import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CodebuildProject } from '@cdktf/provider-aws/lib/codebuild-project';
import {
  arnOf,
  type BucketAccess,
  type EnvironmentSettings,
  nameOf,
  type PolicyStatement,
  ServiceRole,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { grantFetch, grantHandOver } from './artifact';

/**
 * Machines of CodeBuild on Linux, by their size; a minute of `BUILD_GENERAL1_MEDIUM` (4 processors, 7 GiB) costs about
 * USD 0.01 in Tokyo (AWS CodeBuild pricing, 2025).
 */
export type BuildMachine = 'BUILD_GENERAL1_SMALL' | 'BUILD_GENERAL1_MEDIUM' | 'BUILD_GENERAL1_LARGE';

export interface BuildProjectProps {
  readonly environment: EnvironmentSettings;
  /** The application, part of names. */
  readonly role: string;
  /** The application's folder in the repository; its `buildspec.yml` says what a build does. */
  readonly folder: string;
  readonly pipelineName: string;
  readonly artifacts: BucketAccess;
  readonly subnetIds: readonly string[];
  readonly vpcId: string;
  readonly securityGroupId: string;
  /** Curated image of CodeBuild, with its release. */
  readonly image: string;
  readonly machine: BuildMachine;
}

export interface BuildProjectOutputs {
  readonly name: string;
  readonly arn: string;
}

/** Minutes after which a build that hangs is stopped; a build from empty caches takes about ten. */
const LIMIT_MINUTES = 30;

/** The name of an application's project. */
export function buildProjectName(environment: EnvironmentSettings, role: string): string {
  return nameOf(environment, 'delivery', `${role}-build`);
}

/** The log group of a project. */
export function buildLogGroupName(environment: EnvironmentSettings, role: string): string {
  return `/aws/codebuild/${buildProjectName(environment, role)}`;
}

/** Builds and tests one application from what its pipeline fetched: in private subnets, unprivileged, its log encrypted. */
export class BuildProject extends Construct {
  public readonly outputs: BuildProjectOutputs;

  constructor(scope: Construct, id: string, props: BuildProjectProps) {
    super(scope, id);
    const { environment, artifacts, pipelineName } = props;
    const name = buildProjectName(environment, props.role);
    const log = new CloudwatchLogGroup(this, 'Log', {
      name: buildLogGroupName(environment, props.role),
      retentionInDays: 365,
      kmsKeyId: artifacts.keyArn,
    });
    const role = new ServiceRole(this, 'Role', {
      name,
      service: 'codebuild.amazonaws.com',
      account: environment.account,
      statements: [
        {
          sid: 'WriteLog',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [arnOf(environment, 'logs', `log-group:${buildLogGroupName(environment, props.role)}:*`)],
        },
        ...grantFetch(artifacts, pipelineName, 'source'),
        ...grantHandOver(artifacts, pipelineName, 'bundle'),
        ...standInNetwork(props),
      ],
    });
    const project = new CodebuildProject(this, 'Project', {
      name,
      description: `Tests ${props.folder} and bundles it`,
      serviceRole: role.outputs.arn,
      encryptionKey: artifacts.keyArn,
      buildTimeout: LIMIT_MINUTES,
      queuedTimeout: 60,
      source: { type: 'CODEPIPELINE', buildspec: `${props.folder}/buildspec.yml` },
      artifacts: { type: 'CODEPIPELINE' },
      environment: {
        type: 'LINUX_CONTAINER',
        computeType: props.machine,
        image: props.image,
        imagePullCredentialsType: 'CODEBUILD',
        privilegedMode: false,
      },
      vpcConfig: { vpcId: props.vpcId, subnets: [...props.subnetIds], securityGroupIds: [props.securityGroupId] },
      logsConfig: { cloudwatchLogs: { status: 'ENABLED', groupName: log.name } },
    });
    this.outputs = { name: project.name, arn: arnOf(environment, 'codebuild', `project/${name}`) };
  }
}

/** A network interface for each build, in the project's subnets and security group only (AWS CodeBuild user guide: VPC access). */
function standInNetwork(props: BuildProjectProps): PolicyStatement[] {
  const { environment, subnetIds, securityGroupId } = props;
  const interfaces = arnOf(environment, 'ec2', 'network-interface/*');
  const wildcardReason = 'EC2 makes up the id of the interface of a build; subnets and security group are named';
  const subnets = subnetIds.map((subnet) => arnOf(environment, 'ec2', `subnet/${subnet}`));
  return [
    {
      sid: 'MakeNetworkInterface',
      actions: ['ec2:CreateNetworkInterface'],
      resources: [interfaces, ...subnets, arnOf(environment, 'ec2', `security-group/${securityGroupId}`)],
      wildcardReason,
    },
    {
      sid: 'LendNetworkInterface',
      actions: ['ec2:CreateNetworkInterfacePermission'],
      resources: [interfaces],
      wildcardReason,
      conditions: {
        StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
        ArnEquals: { 'ec2:Subnet': subnets },
      },
    },
    {
      sid: 'RemoveNetworkInterface',
      actions: ['ec2:DeleteNetworkInterface'],
      resources: [interfaces],
      wildcardReason,
      conditions: { ArnEquals: { 'ec2:Subnet': subnets } },
    },
    {
      sid: 'SeeNetwork',
      actions: [
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ],
      resources: ['*'],
      wildcardReason: 'these descriptions take no resource',
    },
  ];
}
