import {
  type BucketAccess,
  type Deletion,
  type EnvironmentSettings,
  nameOf,
  propError,
  requirePattern,
  requireRange,
} from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import { Construct } from 'constructs';
import { ApplicationPipeline } from './application-pipeline';
import { type Approval, requireApproval } from './approval';
import { PIPELINE_PREFIX_LENGTH } from './artifact';
import { ArtifactStore } from './artifact-store';
import { BuildNetwork } from './build-network';
import { buildLogGroupName, type BuildMachine, BuildProject } from './build-project';
import type { DeployedServer } from './deployed-server';
import { Repository } from './repository';
import { Rollout, type RolloutPace } from './rollout';
import { requireSource, type Source } from './source';

type Role = DeployedServer['role'];

export interface DeliveryProps {
  readonly environment: EnvironmentSettings;
  readonly network: Pick<NetworkOutputs, 'vpcId' | 'webSubnetIds'>;
  /** Each gets the application `apps/mall-<role>`. */
  readonly servers: readonly DeployedServer[];
  /** Alarms that take a rollout back, 1 to 10 for each server. */
  readonly rollbackAlarmNames: Readonly<Record<Role, readonly string[]>>;
  readonly source: Source;
  /** Must be `required` where deletion is protected. */
  readonly approval: Approval;
  /** What `terraform destroy` does to the bundles. */
  readonly deletion: Deletion;
  /** How many instances change at the same time. @default 'OneAtATime' */
  readonly pace?: RolloutPace;
  /** Days that fetched sources are kept, 1 to 3,650; bundles are kept as long as the bucket. @default 30 */
  readonly sourceRetentionDays?: number;
  /** Curated image of CodeBuild, with its release. @default Amazon Linux 2023 of 2024-08-23, the first with Node.js 22 */
  readonly buildImage?: string;
  /** @default 'BUILD_GENERAL1_MEDIUM' */
  readonly buildMachine?: BuildMachine;
}

export interface DeliveryOutputs {
  /** What pipelines hand over in. */
  readonly artifacts: BucketAccess;
  readonly pipelineNames: Readonly<Partial<Record<Role, string>>>;
}

/** A release of https://github.com/aws/aws-codebuild-docker-images; raising it is a change like any other. */
const defaultImage = 'aws/codebuild/amazonlinux-x86_64-standard:5.0-24.08.23';

/** How applications get from a push onto the running instances: a pipeline for each server. */
export class Delivery extends Construct {
  public readonly outputs: DeliveryOutputs;

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    const { environment, network, servers, source, approval, deletion } = props;
    const { pace = 'OneAtATime', sourceRetentionDays = 30 } = props;
    const { buildImage = defaultImage, buildMachine = 'BUILD_GENERAL1_MEDIUM' } = props;
    requireSource(this, source);
    requireApproval(this, approval, deletion);
    requireRange(this, 'sourceRetentionDays', sourceRetentionDays, 1, 3650);
    const pinned = /^aws\/codebuild\/[a-z0-9_-]+:\d+\.\d+-\d\d\.\d\d\.\d\d$/;
    requirePattern(this, 'buildImage', buildImage, pinned, 'a curated image with its release such as …:5.0-24.08.23');
    // The tier's own word comes last, so that the first characters, which artifacts are told apart by, differ.
    const pipelineNames = Object.fromEntries(
      servers.map(({ role }) => [role, nameOf(environment, role, 'delivery')]),
    ) as Record<Role, string>;
    requireApart(this, environment, Object.values(pipelineNames));

    const store = new ArtifactStore(this, 'Artifacts', {
      environment,
      pipelineNames: Object.values(pipelineNames),
      logGroupNames: servers.map(({ role }) => buildLogGroupName(environment, role)),
      deletion,
      sourceRetentionDays,
    }).outputs;
    const { securityGroupId } = new BuildNetwork(this, 'BuildNetwork', { environment, vpcId: network.vpcId }).outputs;
    if (source.kind === 'codecommit') new Repository(this, 'Repository', { environment, source });

    for (const server of servers) {
      const { role } = server;
      const own = new Construct(this, role);
      const folder = `apps/mall-${role}`;
      const common = { environment, role, folder, artifacts: store.artifacts };
      const build = new BuildProject(own, 'Build', {
        ...common,
        pipelineName: pipelineNames[role],
        vpcId: network.vpcId,
        // Network ACLs of these subnets have no road to the database, whatever a build tries.
        subnetIds: network.webSubnetIds,
        securityGroupId,
        image: buildImage,
        machine: buildMachine,
      });
      const rollout = new Rollout(own, 'Rollout', {
        environment,
        server,
        alarmNames: props.rollbackAlarmNames[role],
        pace,
        pipelineName: pipelineNames[role],
        artifacts: store.artifacts,
      });
      new ApplicationPipeline(own, 'Pipeline', {
        ...common,
        name: pipelineNames[role],
        source,
        approval,
        build: build.outputs,
        rollout: rollout.outputs,
      });
    }
    this.outputs = { artifacts: store.artifacts, pipelineNames };
  }
}

/** CodePipeline cuts names in object keys: two that begin alike would share their folders, and roles their rights. */
function requireApart(scope: Construct, environment: EnvironmentSettings, names: readonly string[]): void {
  const folders = new Set(names.map((name) => name.slice(0, PIPELINE_PREFIX_LENGTH)));
  if (folders.size < names.length) {
    throw propError(scope, 'environment.name', 'short enough to tell pipelines apart', environment.name);
  }
}
