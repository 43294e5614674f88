import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import {
  arnOfBucket,
  type BucketAccess,
  type Deletion,
  type EnvironmentSettings,
  grantKey,
  grantWrite,
  nameOf,
  type PolicyStatement,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { Boundary } from './boundary';
import { githubIssuer, githubTrust } from './github-trust';
import { PipelineRole } from './pipeline-role';
import { StateBucket } from './state-bucket';

export interface BootstrapProps {
  readonly environment: EnvironmentSettings;
  /** Begins every OpenID Connect subject of the repository: `repo:owner/name`. */
  readonly repositorySubject: string;
  /** Branch whose commits are applied. @default 'main' */
  readonly branch?: string;
  readonly deletion: Deletion;
}

export interface BootstrapOutputs {
  readonly stateBucket: BucketAccess;
  /** Plans: reads everything but data, writes locks. */
  readonly planRoleArn: string;
  /** Hands plans of the branch over to their apply: writes them below `plans/` and does nothing else. */
  readonly handOverRoleArn: string;
  /** Applies: for jobs that the environment's approval has let through. */
  readonly applyRoleArn: string;
}

/** What must be there before the first plan: the place of the state, and the roles that the repository's jobs act as. */
export class Bootstrap extends Construct {
  public readonly outputs: BootstrapOutputs;

  constructor(scope: Construct, id: string, props: BootstrapProps) {
    super(scope, id);
    const { environment, repositorySubject, branch = 'main', deletion } = props;
    const { bucket } = new StateBucket(this, 'State', { environment, deletion }).outputs;
    const provider = new IamOpenidConnectProvider(this, 'Github', {
      url: `https://${githubIssuer}`,
      clientIdList: ['sts.amazonaws.com'],
    });
    const { arn: boundaryArn } = new Boundary(this, 'Boundary', {
      environment,
      providerArn: provider.arn,
      stateBucket: bucket,
    }).outputs;
    const plan = new PipelineRole(this, 'Plan', {
      name: nameOf(environment, 'bootstrap', 'plan'),
      description: 'Plans of pull requests and nights: reads everything but data',
      trust: githubTrust(this, provider.arn, repositorySubject, ['pull_request', `ref:refs/heads/${branch}`]),
      managedPolicy: { name: 'ReadOnlyAccess', reason: 'a plan reads every kind of resource there is' },
      statements: [...locksStates(bucket), refuseData(bucket)],
      boundaryArn,
      sessionSeconds: 3600,
    });
    // Not the plan role's: a pull request acts as that, and must not lay a plan where an apply looks for one.
    const handOver = new PipelineRole(this, 'HandOver', {
      name: nameOf(environment, 'bootstrap', 'hand-over'),
      description: 'Hands plans over to their apply',
      trust: githubTrust(this, provider.arn, repositorySubject, [`ref:refs/heads/${branch}`]),
      statements: grantWrite(bucket, 'plans/'),
      boundaryArn,
      sessionSeconds: 3600,
    });
    const apply = new PipelineRole(this, 'Apply', {
      name: nameOf(environment, 'bootstrap', 'apply'),
      description: 'Applies approved plans',
      trust: githubTrust(this, provider.arn, repositorySubject, [`environment:${environment.name}`]),
      managedPolicy: {
        name: 'AdministratorAccess',
        reason: 'an apply makes every kind of resource, roles included, after a review and an approval',
      },
      boundaryArn,
      // A first apply waits for a database, load balancers and certificates.
      sessionSeconds: 2 * 3600,
    });
    this.outputs = {
      stateBucket: bucket,
      planRoleArn: plan.outputs.arn,
      handOverRoleArn: handOver.outputs.arn,
      applyRoleArn: apply.outputs.arn,
    };
  }
}

/** Terraform locks a state with a file beside it, also for a plan. AWS's policy for reading lists and reads, and opens no key. */
function locksStates(bucket: BucketAccess): PolicyStatement[] {
  return [
    {
      sid: 'LockStates',
      actions: ['s3:PutObject', 's3:DeleteObject'],
      resources: [`${arnOfBucket(bucket)}/*.tflock`],
    },
    grantKey(bucket, ['kms:Decrypt', 'kms:GenerateDataKey']),
  ];
}

/** AWS's policy for reading also reads what people have entrusted to the mall; a plan needs none of it. */
function refuseData(bucket: BucketAccess): PolicyStatement {
  return {
    sid: 'RefuseData',
    effect: 'Deny',
    actions: [
      's3:GetObject*',
      'secretsmanager:GetSecretValue',
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'athena:GetQueryResults*',
      'logs:GetLogEvents',
      'logs:FilterLogEvents',
      'logs:GetQueryResults',
      'sqs:ReceiveMessage',
      'codecommit:GitPull',
    ],
    notResources: [`${arnOfBucket(bucket)}/*`],
  };
}
