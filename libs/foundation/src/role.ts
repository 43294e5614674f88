import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { type PolicyStatement, policyDocument } from './policy';
import { giveReasons } from './reasons';
import { propError } from './require';

export interface ServiceRoleProps {
  /** Physical name, from `nameOf`. */
  readonly name: string;
  /** AWS service that assumes the role, for example `glue.amazonaws.com`. */
  readonly service: string;
  /** Account that the service must act for, against the confused deputy. */
  readonly account: string;
  /** What the holder may do; at least one statement. */
  readonly statements: readonly PolicyStatement[];
}

export interface ServiceRoleOutputs {
  readonly arn: string;
  readonly name: string;
}

/** A role for one function, job, crawler or stream: a trust policy for one service and one inline policy. */
export class ServiceRole extends Construct {
  public readonly outputs: ServiceRoleOutputs;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    if (props.statements.length === 0) throw propError(this, 'statements', 'at least one statement', 'none');
    const role = new IamRole(this, 'Role', {
      name: props.name,
      assumeRolePolicy: policyDocument([
        {
          sid: 'AssumedByService',
          actions: ['sts:AssumeRole'],
          principals: { Service: [props.service] },
          conditions: { StringEquals: { 'aws:SourceAccount': props.account } },
        },
      ]),
    });
    const policy = new IamRolePolicy(this, 'Policy', {
      name: 'grants',
      role: role.name,
      policy: policyDocument(props.statements),
    });
    giveReasons(policy, props.statements);
    // By way of the policy: AWS refuses, for example, a function whose role may not yet write its dead letters.
    this.outputs = { arn: `arn:aws:iam::${props.account}:role/${policy.role}`, name: policy.role };
  }
}
