import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import {
  type BucketAccess,
  type EnvironmentSettings,
  grantRead,
  nameOf,
  policyDocument,
  skipCheck,
} from '@mall/foundation';
import { Construct } from 'constructs';

export interface RestoreRoleProps {
  readonly environment: EnvironmentSettings;
  readonly bucket: BucketAccess;
}

export interface RestoreRoleOutputs {
  readonly arn: string;
}

/** For people who answer an inquiry or a dispute from an export: taken for an hour, with a second factor, by whom IAM lets assume it. */
export class RestoreRole extends Construct {
  public readonly outputs: RestoreRoleOutputs;

  constructor(scope: Construct, id: string, props: RestoreRoleProps) {
    super(scope, id);
    const { environment, bucket } = props;
    const name = nameOf(environment, 'backup', 'restore');
    const role = new IamRole(this, 'Role', {
      name,
      description: 'Reads exports of the database, to answer inquiries and disputes',
      maxSessionDuration: 3600,
      assumeRolePolicy: policyDocument([
        {
          sid: 'TakenByPeople',
          actions: ['sts:AssumeRole'],
          principals: { AWS: [`arn:aws:iam::${environment.account}:root`] },
          conditions: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        },
      ]),
    });
    skipCheck(role, 'CKV_AWS_61', 'IAM names the people who may take it, and only a second factor opens it');
    const policy = new IamRolePolicy(this, 'Policy', {
      name: 'grants',
      role: role.name,
      policy: policyDocument([
        ...grantRead(bucket, ''),
        // Objects in a Glacier class are asked for first, and lie there as a copy for some days.
        { sid: 'AskForArchived', actions: ['s3:RestoreObject'], resources: [`arn:aws:s3:::${bucket.name}/*`] },
      ]),
    });
    this.outputs = { arn: `arn:aws:iam::${environment.account}:role/${policy.role}` };
  }
}
