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
  /** Policy of AWS's own that the role starts from, and why no narrower one serves. */
  readonly managedPolicy: { readonly name: 'ReadOnlyAccess' | 'AdministratorAccess'; readonly reason: string };
  readonly statements: readonly PolicyStatement[];
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
    const { managedPolicy, statements } = props;
    const role = new IamRole(this, 'Role', {
      name: props.name,
      description: props.description,
      maxSessionDuration: props.sessionSeconds,
      assumeRolePolicy: policyDocument([props.trust]),
    });
    const attachment = new IamRolePolicyAttachment(this, 'Managed', {
      role: role.name,
      policyArn: `arn:aws:iam::aws:policy/${managedPolicy.name}`,
    });
    giveReason(attachment, managedPolicy.name, managedPolicy.reason);
    if (managedPolicy.name === 'AdministratorAccess') skipCheck(attachment, 'CKV_AWS_274', managedPolicy.reason);
    const policy = new IamRolePolicy(this, 'Policy', {
      name: 'grants',
      role: role.name,
      policy: policyDocument(statements),
    });
    giveReasons(policy, statements);
    this.outputs = { arn: role.arn };
  }
}
