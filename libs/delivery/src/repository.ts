import { CodecommitApprovalRuleTemplate } from '@cdktf/provider-aws/lib/codecommit-approval-rule-template';
import { CodecommitApprovalRuleTemplateAssociation } from '@cdktf/provider-aws/lib/codecommit-approval-rule-template-association';
import { CodecommitRepository } from '@cdktf/provider-aws/lib/codecommit-repository';
import { type EnvironmentSettings, nameOf } from '@mall/foundation';
import { Construct } from 'constructs';
import type { CodeCommitSource } from './source';

export interface RepositoryProps {
  readonly environment: EnvironmentSettings;
  readonly source: CodeCommitSource;
}

/** The repository; a pull request to the branch that is delivered needs the agreement of one other person. */
export class Repository extends Construct {
  constructor(scope: Construct, id: string, props: RepositoryProps) {
    super(scope, id);
    const { environment, source } = props;
    const { branch = 'main' } = source;
    const repository = new CodecommitRepository(this, 'Repository', {
      repositoryName: source.repositoryName,
      description: 'The mall: applications, functions, jobs and this platform',
    });
    const template = new CodecommitApprovalRuleTemplate(this, 'Review', {
      name: nameOf(environment, 'delivery', 'review'),
      description: `One other person agrees to what reaches ${branch}`,
      content: JSON.stringify({
        Version: '2018-11-08',
        DestinationReferences: [`refs/heads/${branch}`],
        Statements: [{ Type: 'Approvers', NumberOfApprovalsNeeded: 1 }],
      }),
    });
    new CodecommitApprovalRuleTemplateAssociation(this, 'ReviewOfRepository', {
      approvalRuleTemplateName: template.name,
      repositoryName: repository.repositoryName,
    });
  }
}
