import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { giveReason, giveReasons, policyDocument, type PolicyStatement, skipCheck } from '@mall/foundation';
import { Construct } from 'constructs';

export interface PipelineRoleProps {
  /** Physical name, from `nameOf`. */
  readonly name: string;
  readonly description: string;
  readonly trust: PolicyStatement;
  /** Policy of AWS's own that the role starts from, and why no narrower one serves. @default none */
  readonly managedPolicy?: { readonly name: 'ReadOnlyAccess' | 'AdministratorAccess'; readonly reason: string };
  /** What the role may do beside it. @default nothing more */
  readonly statements?: readonly PolicyStatement[];
  /** What the role can never do, whatever is attached to it: a boundary that refuses these. @default none */
  readonly never?: readonly PolicyStatement[];
  /** 3,600 to 43,200 s. */
  readonly sessionSeconds: number;
}

export interface PipelineRoleOutputs {
  readonly arn: string;
}

/** A role that jobs of the delivery of infrastructure act as: no key anywhere, a token a job. */
export class PipelineRole extends Construct {
  public readonly outputs: PipelineRoleOutputs;

  constructor(scope: Construct, id: string, props: PipelineRoleProps) {
    super(scope, id);
    const { managedPolicy, statements = [], never = [] } = props;
    const role = new IamRole(this, 'Role', {
      name: props.name,
      description: props.description,
      maxSessionDuration: props.sessionSeconds,
      ...(never.length === 0 ? {} : { permissionsBoundary: defineBoundary(this, props.name, never) }),
      assumeRolePolicy: policyDocument([props.trust]),
    });
    if (managedPolicy !== undefined) {
      const { name, reason } = managedPolicy;
      const policyArn = `arn:aws:iam::aws:policy/${name}`;
      const attachment = new IamRolePolicyAttachment(this, 'Managed', { role: role.name, policyArn });
      giveReason(attachment, name, reason);
      if (name === 'AdministratorAccess') skipCheck(attachment, 'CKV_AWS_274', reason);
    }
    if (statements.length > 0) {
      const policy = new IamRolePolicy(this, 'Policy', {
        name: 'grants',
        role: role.name,
        policy: policyDocument(statements),
      });
      giveReasons(policy, statements);
    }
    this.outputs = { arn: role.arn };
  }
}

/** A boundary grants nothing: it lets the role's own policies count, but for what it refuses. */
function defineBoundary(scope: Construct, name: string, never: readonly PolicyStatement[]): string {
  const reason = 'a boundary grants nothing; it lets what the role itself is granted count';
  const statements: PolicyStatement[] = [
    { sid: 'LetGrantsCount', actions: ['*'], resources: ['*'], wildcardReason: reason },
    ...never,
  ];
  const boundary = new IamPolicy(scope, 'Boundary', {
    name: `${name}-boundary`,
    description: 'What the role can never do',
    policy: policyDocument(statements),
  });
  giveReasons(boundary, statements);
  for (const check of ['CKV_AWS_62', 'CKV_AWS_63', 'CKV2_AWS_40']) skipCheck(boundary, check, reason);
  return boundary.arn;
}
