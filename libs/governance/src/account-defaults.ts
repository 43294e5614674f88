import { EbsEncryptionByDefault } from '@cdktf/provider-aws/lib/ebs-encryption-by-default';
import { IamAccountPasswordPolicy } from '@cdktf/provider-aws/lib/iam-account-password-policy';
import { S3AccountPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-account-public-access-block';
import { requireRange } from '@mall/foundation';
import { Construct } from 'constructs';

export interface AccountDefaultsProps {
  /** Shortest password, 14 to 128 (CIS AWS Foundations Benchmark 3.0, 1.8; IAM quotas). @default 14 */
  readonly passwordLength?: number;
  /** Days until a password must be changed, 1 to 90 (CIS AWS Foundations Benchmark 1.2, 1.11). @default 90 */
  readonly passwordDays?: number;
}

/** What holds for everything in the account, also for what was made by hand. */
export class AccountDefaults extends Construct {
  constructor(scope: Construct, id: string, props: AccountDefaultsProps) {
    super(scope, id);
    const { passwordLength = 14, passwordDays = 90 } = props;
    requireRange(this, 'passwordLength', passwordLength, 14, 128);
    requireRange(this, 'passwordDays', passwordDays, 1, 90);
    new IamAccountPasswordPolicy(this, 'Passwords', {
      minimumPasswordLength: passwordLength,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      maxPasswordAge: passwordDays,
      // As many as IAM remembers.
      passwordReusePrevention: 24,
      allowUsersToChangePassword: true,
    });
    new EbsEncryptionByDefault(this, 'Volumes', { enabled: true });
    new S3AccountPublicAccessBlock(this, 'Buckets', {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }
}
