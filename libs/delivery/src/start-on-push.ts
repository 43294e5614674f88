import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { arnOf, type EnvironmentSettings, nameOf, ServiceRole } from '@mall/foundation';
import { Construct } from 'constructs';
import { type CodeCommitSource, repositoryArn } from './source';

export interface StartOnPushProps {
  readonly environment: EnvironmentSettings;
  /** The application, part of names. */
  readonly role: string;
  readonly source: CodeCommitSource;
  readonly pipelineName: string;
}

/** Starts a pipeline by the event of a push to the branch, so that nothing asks the repository every minute. */
export class StartOnPush extends Construct {
  constructor(scope: Construct, id: string, props: StartOnPushProps) {
    super(scope, id);
    const { environment, source } = props;
    const name = nameOf(environment, 'delivery', `${props.role}-push`);
    const pipelineArn = arnOf(environment, 'codepipeline', props.pipelineName);
    const rule = new CloudwatchEventRule(this, 'Rule', {
      name,
      description: `A push to the delivered branch of ${source.repositoryName}`,
      eventPattern: JSON.stringify({
        source: ['aws.codecommit'],
        'detail-type': ['CodeCommit Repository State Change'],
        resources: [repositoryArn(environment, source)],
        detail: {
          event: ['referenceCreated', 'referenceUpdated'],
          referenceType: ['branch'],
          referenceName: [source.branch ?? 'main'],
        },
      }),
    });
    const role = new ServiceRole(this, 'Role', {
      name,
      service: 'events.amazonaws.com',
      account: environment.account,
      statements: [{ sid: 'Start', actions: ['codepipeline:StartPipelineExecution'], resources: [pipelineArn] }],
    });
    new CloudwatchEventTarget(this, 'Pipeline', { rule: rule.name, arn: pipelineArn, roleArn: role.outputs.arn });
  }
}
