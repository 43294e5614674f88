import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import {
  arnOfBucket,
  boundaryArnOf,
  boundaryNameOf,
  type BucketAccess,
  type EnvironmentSettings,
  giveReasons,
  nameOf,
  policyDocument,
  type PolicyStatement,
  skipCheck,
} from '@mall/foundation';
import { Construct } from 'constructs';

export interface BoundaryProps {
  readonly environment: EnvironmentSettings;
  /** Who vouches for the repository's jobs. */
  readonly providerArn: string;
  readonly stateBucket: BucketAccess;
}

export interface BoundaryOutputs {
  readonly arn: string;
}

/**
 * What no role of an environment can ever do, an apply's included, whatever is granted to it: change who may plan and apply
 * or where states lie, make a role or user that this does not hold, act as a role of somebody else's, make itself a key
 * of a person, or end the lock of an object. Grants nothing.
 */
export class Boundary extends Construct {
  public readonly outputs: BoundaryOutputs;

  constructor(scope: Construct, id: string, props: BoundaryProps) {
    super(scope, id);
    const { environment } = props;
    const reason = 'a boundary grants nothing; it lets what the role itself is granted count';
    const statements: PolicyStatement[] = [
      { sid: 'LetGrantsCount', actions: ['*'], resources: ['*'], wildcardReason: reason },
      refuseOwnGround(props),
      ...refuseUnbounded(environment),
      refuseForeignRoles(environment),
      refuseKeysOfPeople,
      refuseUnlocking,
    ];
    const policy = new IamPolicy(this, 'Policy', {
      name: boundaryNameOf(environment),
      description: 'What no role of the environment can ever do',
      policy: policyDocument(statements),
    });
    giveReasons(policy, statements);
    for (const check of ['CKV_AWS_62', 'CKV_AWS_63', 'CKV2_AWS_40']) skipCheck(policy, check, reason);
    this.outputs = { arn: policy.arn };
  }
}

/** Who may apply and where states lie is changed by people, by this stack. */
function refuseOwnGround({ environment, providerArn, stateBucket }: BoundaryProps): PolicyStatement {
  const role = (name: string) => `arn:aws:iam::${environment.account}:role/${nameOf(environment, 'bootstrap', name)}`;
  return {
    sid: 'RefuseOwnGround',
    effect: 'Deny',
    actions: [
      'iam:UpdateAssumeRolePolicy',
      'iam:PutRolePolicy',
      'iam:DeleteRolePolicy',
      'iam:AttachRolePolicy',
      'iam:DetachRolePolicy',
      'iam:DeleteRole',
      'iam:PutRolePermissionsBoundary',
      'iam:CreatePolicyVersion',
      'iam:DeletePolicyVersion',
      'iam:SetDefaultPolicyVersion',
      'iam:DeletePolicy',
      'iam:UpdateOpenIDConnectProviderThumbprint',
      'iam:AddClientIDToOpenIDConnectProvider',
      'iam:DeleteOpenIDConnectProvider',
      'kms:DisableKey',
      'kms:PutKeyPolicy',
      'kms:ScheduleKeyDeletion',
      's3:DeleteBucket',
      's3:DeleteBucketPolicy',
      's3:DeleteObjectVersion',
      's3:PutBucketPolicy',
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketVersioning',
      's3:PutEncryptionConfiguration',
      's3:PutLifecycleConfiguration',
    ],
    resources: [
      role('plan'),
      role('hand-over'),
      role('apply'),
      boundaryArnOf(environment),
      providerArn,
      stateBucket.keyArn,
      arnOfBucket(stateBucket),
      `${arnOfBucket(stateBucket)}/*`,
    ],
  };
}

/** What a role without the boundary could do for whoever made it, or changed it. */
function refuseUnbounded(environment: EnvironmentSettings): PolicyStatement[] {
  return [
    {
      sid: 'RefuseUnbounded',
      effect: 'Deny',
      actions: [
        'iam:CreateRole',
        'iam:AttachRolePolicy',
        'iam:PutRolePolicy',
        'iam:PutRolePermissionsBoundary',
        'iam:CreateUser',
        'iam:AttachUserPolicy',
        'iam:PutUserPolicy',
        'iam:PutUserPermissionsBoundary',
      ],
      resources: ['*'],
      conditions: { StringNotEquals: { 'iam:PermissionsBoundary': boundaryArnOf(environment) } },
    },
    {
      sid: 'RefuseUnbinding',
      effect: 'Deny',
      actions: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'],
      resources: ['*'],
    },
  ];
}

/** Roles that others made are not the boundary's to hold: nobody acts as them, hands them to a service, or opens them. */
function refuseForeignRoles(environment: EnvironmentSettings): PolicyStatement {
  const role = (name: string) => `arn:aws:iam::${environment.account}:role/${name}`;
  return {
    sid: 'RefuseForeignRoles',
    effect: 'Deny',
    actions: ['sts:AssumeRole', 'iam:PassRole', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRole'],
    // The second: roles that DMS finds by fixed names only.
    notResources: [role(`mall-${environment.name}-*`), role('dms-*-role')],
  };
}

const refuseKeysOfPeople: PolicyStatement = {
  sid: 'RefuseKeysOfPeople',
  effect: 'Deny',
  actions: ['iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
  resources: ['*'],
};

/** What is locked in governance mode stays until its day, unless a person with a second factor says otherwise. */
const refuseUnlocking: PolicyStatement = {
  sid: 'RefuseUnlocking',
  effect: 'Deny',
  actions: ['s3:BypassGovernanceRetention'],
  resources: ['*'],
};
