import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { type EnvironmentSettings, giveReason, policyDocument } from '@mall/foundation';
import { Construct } from 'constructs';

/** This stack makes the two roles; no other stack of the account may. */
export interface MadeServiceRoles {
  readonly mode: 'made';
}

/** The account has the two roles already, from another stack or from the console. */
export interface PresentServiceRoles {
  readonly mode: 'present';
}

/** Where the account's roles `dms-vpc-role` and `dms-cloudwatch-logs-role` come from: DMS finds them by these names only. */
export type ServiceRoles = MadeServiceRoles | PresentServiceRoles;

export interface AccountRolesProps {
  readonly environment: EnvironmentSettings;
}

export interface AccountRolesOutputs {
  /** For the subnet group to depend on: DMS refuses one before it may look at subnets. */
  readonly attachments: readonly IamRolePolicyAttachment[];
}

/** Names and policies as AWS prescribes them (AWS DMS: creating the IAM roles to use with AWS DMS). */
const roles = [
  ['Network', 'dms-vpc-role', 'AmazonDMSVPCManagementRole'],
  ['Logs', 'dms-cloudwatch-logs-role', 'AmazonDMSCloudWatchLogsRole'],
] as const;

/** The two roles with which DMS works in an account, under the names that it insists on. */
export class AccountRoles extends Construct {
  public readonly outputs: AccountRolesOutputs;

  constructor(scope: Construct, id: string, props: AccountRolesProps) {
    super(scope, id);
    const { account } = props.environment;
    this.outputs = {
      attachments: roles.map(([roleId, name, policy]) => {
        const role = new IamRole(this, roleId, {
          name,
          assumeRolePolicy: policyDocument([
            {
              sid: 'AssumedByService',
              actions: ['sts:AssumeRole'],
              principals: { Service: ['dms.amazonaws.com'] },
              conditions: { StringEquals: { 'aws:SourceAccount': account } },
            },
          ]),
        });
        const attachment = new IamRolePolicyAttachment(this, `${roleId}Policy`, {
          role: role.name,
          policyArn: `arn:aws:iam::aws:policy/service-role/${policy}`,
        });
        giveReason(
          attachment,
          policy,
          'DMS asks for its roles by fixed names with this policy, which AWS keeps to what DMS calls',
        );
        return attachment;
      }),
    };
  }
}
