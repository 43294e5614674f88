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
  /** What the role can never do, whatever is attached to it. */
  readonly boundaryArn: string;
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
    const { managedPolicy, statements = [] } = props;
    const role = new IamRole(this, 'Role', {
      name: props.name,
      description: props.description,
      maxSessionDuration: props.sessionSeconds,
      permissionsBoundary: props.boundaryArn,
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
