import type { CodepipelineStageAction, CodepipelineTrigger } from '@cdktf/provider-aws/lib/codepipeline';
import { arnOf, type EnvironmentSettings, type PolicyStatement, requirePattern } from '@mall/foundation';
import type { Construct } from 'constructs';

/** A CodeCommit repository of the environment's own account, made here. A push to the branch starts both pipelines. */
export interface CodeCommitSource {
  readonly kind: 'codecommit';
  readonly repositoryName: string;
  /** @default 'main' */
  readonly branch?: string;
}

/**
 * A repository at GitHub, GitLab or Bitbucket, reached by a connection that a person has made and confirmed in the console. A push
 * to the branch starts the pipelines whose application or libraries it touches.
 */
export interface ConnectionSource {
  readonly kind: 'connection';
  readonly connectionArn: string;
  /** `<owner>/<name>` */
  readonly repository: string;
  readonly branch: string;
}

/** Where the applications' source comes from. */
export type Source = CodeCommitSource | ConnectionSource;

/** A source as one pipeline uses it. */
export interface SourceStage {
  readonly action: Pick<CodepipelineStageAction, 'provider' | 'configuration'>;
  /** What the action's role may do beside handing over what it fetched. */
  readonly statements: readonly PolicyStatement[];
  /** None where an event rule starts the pipeline. */
  readonly trigger: readonly CodepipelineTrigger[];
}

/** Name of the source action; the trigger refers to it. */
export const SOURCE_ACTION = 'Fetch';

/** @throws Error when a name of the choice cannot be one. */
export function requireSource(scope: Construct, source: Source): void {
  if (source.kind === 'codecommit') {
    const { repositoryName, branch = 'main' } = source;
    requirePattern(scope, 'source.repositoryName', repositoryName, /^[\w.-]{1,100}$/, 'letters, digits, ., _ and -');
    requireBranch(scope, branch);
    return;
  }
  const arn = /^arn:aws:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[0-9a-f-]{36}$/;
  requirePattern(scope, 'source.connectionArn', source.connectionArn, arn, 'the ARN of a connection');
  requirePattern(scope, 'source.repository', source.repository, /^[\w.-]+(\/[\w.-]+)+$/, '<owner>/<name>');
  requireBranch(scope, source.branch);
}

/** How one pipeline fetches the source, and what starts it; `folder` is the application's folder in the repository. */
export function sourceStage(environment: EnvironmentSettings, source: Source, folder: string): SourceStage {
  return source.kind === 'codecommit' ? fromCodeCommit(environment, source) : fromConnection(source, folder);
}

/** The repository's ARN. */
export function repositoryArn(environment: EnvironmentSettings, source: CodeCommitSource): string {
  return arnOf(environment, 'codecommit', source.repositoryName);
}

function fromCodeCommit(environment: EnvironmentSettings, source: CodeCommitSource): SourceStage {
  return {
    action: {
      provider: 'CodeCommit',
      configuration: {
        RepositoryName: source.repositoryName,
        BranchName: source.branch ?? 'main',
        OutputArtifactFormat: 'CODE_ZIP',
        PollForSourceChanges: 'false',
      },
    },
    statements: [
      {
        sid: 'FetchSource',
        actions: [
          'codecommit:GetBranch',
          'codecommit:GetCommit',
          'codecommit:UploadArchive',
          'codecommit:GetUploadArchiveStatus',
          'codecommit:CancelUploadArchive',
        ],
        resources: [repositoryArn(environment, source)],
      },
    ],
    trigger: [],
  };
}

function fromConnection({ connectionArn, repository, branch }: ConnectionSource, folder: string): SourceStage {
  return {
    action: {
      provider: 'CodeStarSourceConnection',
      configuration: {
        ConnectionArn: connectionArn,
        FullRepositoryId: repository,
        BranchName: branch,
        OutputArtifactFormat: 'CODE_ZIP',
      },
    },
    statements: [
      {
        sid: 'FetchSource',
        // The action keeps the prefix of the service's former name; both are checked.
        actions: ['codeconnections:UseConnection', 'codestar-connections:UseConnection'],
        resources: [connectionArn],
        conditions: {
          'ForAllValues:StringEquals': {
            'codeconnections:FullRepositoryId': repository,
            'codestar-connections:FullRepositoryId': repository,
          },
        },
      },
    ],
    trigger: [
      {
        providerType: 'CodeStarSourceConnection',
        gitConfiguration: {
          sourceActionName: SOURCE_ACTION,
          push: [
            {
              branches: { includes: [branch] },
              filePaths: { includes: [`${folder}/**`, 'libs/**', 'package-lock.json'] },
            },
          ],
        },
      },
    ],
  };
}

function requireBranch(scope: Construct, branch: string): void {
  requirePattern(scope, 'source.branch', branch, /^[\w./-]{1,256}$/, 'the name of a branch');
}
