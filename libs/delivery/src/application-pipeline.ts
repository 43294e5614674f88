import { Codepipeline, type CodepipelineStage } from '@cdktf/provider-aws/lib/codepipeline';
import {
  type BucketAccess,
  type EnvironmentSettings,
  nameOf,
  type PolicyStatement,
  ServiceRole,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { ActionRole } from './action-role';
import type { Approval } from './approval';
import { grantFetch, grantHandOver } from './artifact';
import type { BuildProjectOutputs } from './build-project';
import type { RolloutOutputs } from './rollout';
import { type Source, SOURCE_ACTION, sourceStage } from './source';
import { StartOnPush } from './start-on-push';

export interface ApplicationPipelineProps {
  readonly environment: EnvironmentSettings;
  /** The application, part of names. */
  readonly role: string;
  readonly name: string;
  /** The application's folder in the repository. */
  readonly folder: string;
  readonly source: Source;
  readonly approval: Approval;
  readonly artifacts: BucketAccess;
  readonly build: BuildProjectOutputs;
  readonly rollout: RolloutOutputs;
}

/** Actions that have a role of their own. */
const actions = ['fetch', 'build', 'deploy'] as const;
type Action = (typeof actions)[number];

/** Fetch, build, ask where asked for, roll out: one application's way from a push to its instances. */
export class ApplicationPipeline extends Construct {
  constructor(scope: Construct, id: string, props: ApplicationPipelineProps) {
    super(scope, id);
    const { environment, approval, artifacts, name, source } = props;
    const fetch = sourceStage(environment, source, props.folder);
    const roleName = (action: Action) => nameOf(environment, 'delivery', `${props.role}-${action}-action`);
    const pipelineRole = new ServiceRole(this, 'Role', {
      name,
      service: 'codepipeline.amazonaws.com',
      account: environment.account,
      statements: [
        {
          sid: 'TakeActionRoles',
          actions: ['sts:AssumeRole'],
          resources: actions.map((action) => `arn:aws:iam::${environment.account}:role/${roleName(action)}`),
        },
      ],
    });
    const actionRole = (action: Action, statements: readonly PolicyStatement[]): string =>
      new ActionRole(this, `${action}-role`, {
        environment,
        name: roleName(action),
        pipelineRoleArn: pipelineRole.outputs.arn,
        statements,
      }).outputs.arn;

    const pipeline = new Codepipeline(this, 'Pipeline', {
      name,
      pipelineType: 'V2',
      // While one change waits for its approval, a newer one takes its place.
      executionMode: 'SUPERSEDED',
      roleArn: pipelineRole.outputs.arn,
      artifactStore: [{ location: artifacts.name, type: 'S3', encryptionKey: { id: artifacts.keyArn, type: 'KMS' } }],
      trigger: [...fetch.trigger],
      stage: [
        stage('Source', SOURCE_ACTION, 'Source', {
          ...fetch.action,
          roleArn: actionRole('fetch', [...fetch.statements, ...grantHandOver(artifacts, name, 'source')]),
          outputArtifacts: ['source'],
        }),
        stage('Build', 'Build', 'Build', {
          provider: 'CodeBuild',
          roleArn: actionRole('build', [runBuild(props.build.arn)]),
          configuration: { ProjectName: props.build.name },
          inputArtifacts: ['source'],
          outputArtifacts: ['bundle'],
        }),
        ...(approval.mode === 'required' ? [stage('Approve', 'Approve', 'Approval', { provider: 'Manual' })] : []),
        stage('Deploy', 'Deploy', 'Deploy', {
          provider: 'CodeDeploy',
          roleArn: actionRole('deploy', [...props.rollout.statements, ...grantFetch(artifacts, name, 'bundle')]),
          configuration: {
            ApplicationName: props.rollout.applicationName,
            DeploymentGroupName: props.rollout.groupName,
          },
          inputArtifacts: ['bundle'],
        }),
      ],
      ...(approval.mode === 'none' ? { tags: { rolloutWithoutApproval: approval.reason } } : {}),
    });
    if (source.kind === 'codecommit') {
      new StartOnPush(this, 'StartOnPush', { environment, role: props.role, source, pipelineName: pipeline.name });
    }
  }
}

type StageAction = Extract<CodepipelineStage['action'], readonly unknown[]>[number];

/** A stage of one action; all actions here are AWS's own, in their first version. */
function stage(
  name: string,
  action: string,
  category: string,
  rest: Omit<StageAction, 'name' | 'category' | 'owner' | 'version'>,
): CodepipelineStage {
  return { name, action: [{ name: action, category, owner: 'AWS', version: '1', ...rest }] };
}

function runBuild(projectArn: string): PolicyStatement {
  return {
    sid: 'RunBuild',
    actions: ['codebuild:StartBuild', 'codebuild:StopBuild', 'codebuild:BatchGetBuilds'],
    resources: [projectArn],
  };
}
