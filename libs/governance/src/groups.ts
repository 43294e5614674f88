import { IamGroup } from '@cdktf/provider-aws/lib/iam-group';
import { IamGroupPolicyAttachment } from '@cdktf/provider-aws/lib/iam-group-policy-attachment';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import {
  giveReason,
  giveReasons,
  nameOf,
  policyDocument,
  type PolicyStatement,
  propError,
  skipCheck,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { analystStatements, developerStatements, type GroupScope, operatorStatements } from './group-policies';
import { mfaStatements } from './mfa';
import { stewardStatements } from './steward-policy';

export type GroupsProps = GroupScope;

/** Names of the groups, for those who put people into them. */
export interface GroupsOutputs {
  readonly administrator: string;
  readonly operator: string;
  readonly developer: string;
  readonly steward: string;
  readonly analyst: string;
}

/** Longest managed policy, in characters without white space (IAM and AWS STS quotas). */
const POLICY_LIMIT = 6144;

/** A policy of AWS's that a group has as it is, and why. */
interface AwsPolicy {
  /** Path and name below `policy/`. */
  readonly name: string;
  readonly reason: string;
}

const administration: AwsPolicy = {
  name: 'AdministratorAccess',
  reason: 'few people, with a second factor, for what no other group may do',
};
const viewing: AwsPolicy = {
  name: 'job-function/ViewOnlyAccess',
  reason: 'AWS keeps the list of what shows settings and no content, for services that we do not use yet as well',
};

/**
 * The five groups of people, each with what its work here needs, and none with anything before a second factor is there.
 * Who is in a group is not in the code: people come and go without a release.
 */
export class Groups extends Construct {
  public readonly outputs: GroupsOutputs;
  readonly #mfa: IamPolicy;

  constructor(scope: Construct, id: string, props: GroupsProps) {
    super(scope, id);
    this.#mfa = this.#definePolicy('Mfa', props, mfaStatements(props.environment));
    this.outputs = {
      administrator: this.#defineGroup('Administrator', props, [], administration),
      operator: this.#defineGroup('Operator', props, operatorStatements(props), viewing),
      developer: this.#defineGroup('Developer', props, developerStatements(props), viewing),
      steward: this.#defineGroup('Steward', props, stewardStatements(props)),
      analyst: this.#defineGroup('Analyst', props, analystStatements(props)),
    };
  }

  #defineGroup(role: string, scope: GroupScope, statements: readonly PolicyStatement[], policy?: AwsPolicy): string {
    const group = new IamGroup(this, role, { name: nameOf(scope.environment, 'governance', role.toLowerCase()) });
    const attach = (id: string, policyArn: string) =>
      new IamGroupPolicyAttachment(this, `${role}${id}`, { group: group.name, policyArn });
    attach('Mfa', this.#mfa.arn);
    if (statements.length > 0) attach('Own', this.#definePolicy(`${role}Policy`, scope, statements).arn);
    if (policy !== undefined) {
      const attachment = attach('Aws', `arn:aws:iam::aws:policy/${policy.name}`);
      giveReason(attachment, policy.name.replace(/.*\//, ''), policy.reason);
      if (policy === administration) skipCheck(attachment, 'CKV_AWS_274', policy.reason);
    }
    return group.name;
  }

  #definePolicy(id: string, { environment }: GroupScope, statements: readonly PolicyStatement[]): IamPolicy {
    const role = id.replace(/Policy$/, '').toLowerCase();
    const text = policyDocument(statements);
    if (text.length > POLICY_LIMIT) throw propError(this, id, `at most ${POLICY_LIMIT} characters`, text.length);
    const policy = new IamPolicy(this, id, {
      name: nameOf(environment, 'governance', role),
      description: `What the group ${role} may do`,
      policy: text,
    });
    giveReasons(policy, statements);
    return policy;
  }
}
