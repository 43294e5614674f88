import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { type EnvironmentSettings, giveReason, policyDocument, type PolicyStatement } from '@mall/foundation';
import { Construct } from 'constructs';

export interface ActionRoleProps {
  readonly environment: EnvironmentSettings;
  readonly name: string;
  /** The pipeline's role: nobody else may take this one. */
  readonly pipelineRoleArn: string;
  readonly statements: readonly PolicyStatement[];
}

export interface ActionRoleOutputs {
  readonly arn: string;
}

/** Name of the statement of trust. */
const TRUST = 'TakenByPipeline';

/** The role of one action of a pipeline, taken by the pipeline's own role for as long as the action runs. */
export class ActionRole extends Construct {
  public readonly outputs: ActionRoleOutputs;

  constructor(scope: Construct, id: string, props: ActionRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'Role', {
      name: props.name,
      assumeRolePolicy: policyDocument([
        { sid: TRUST, actions: ['sts:AssumeRole'], principals: { AWS: [props.pipelineRoleArn] } },
      ]),
    });
    giveReason(role, TRUST, 'one role is named: no service acts for somebody else here');
    const policy = new IamRolePolicy(this, 'Policy', {
      name: 'grants',
      role: role.name,
      policy: policyDocument(props.statements),
    });
    // By way of the policy: the pipeline starts as soon as it is made.
    this.outputs = { arn: `arn:aws:iam::${props.environment.account}:role/${policy.role}` };
  }
}
