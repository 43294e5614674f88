/** A rule that AWS Config brings, and why the mall wants it. */
export interface ManagedRule {
  /** What is added to the environment's name: lower case words and hyphens. */
  readonly role: string;
  /** AWS's name of the rule (AWS Config developer guide, list of managed rules). */
  readonly identifier: string;
  /** What would go wrong unseen, one sentence. */
  readonly why: string;
  /** The rule's own parameters. @default none */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Oldest access key that is no finding, in days (CIS AWS Foundations Benchmark 3.0, 1.14). */
const OLDEST_KEY_DAYS = 90;

/**
 * What is watched besides our own code: people change things by hand, and AWS changes defaults. About $0.001 for an
 * evaluation (AWS Config pricing, Tokyo, October 2026).
 */
export const managedRules: readonly ManagedRule[] = [
  {
    role: 'root-mfa',
    identifier: 'ROOT_ACCOUNT_MFA_ENABLED',
    why: 'The root user can do everything, and no policy of ours holds it back.',
  },
  {
    role: 'root-keys',
    identifier: 'IAM_ROOT_ACCESS_KEY_CHECK',
    why: 'An access key of the root user works without MFA and from anywhere.',
  },
  {
    role: 'user-mfa',
    identifier: 'IAM_USER_MFA_ENABLED',
    why: 'Our groups refuse everything without MFA; a user outside of them is not refused.',
  },
  {
    role: 'key-age',
    identifier: 'ACCESS_KEYS_ROTATED',
    why: 'An old key lies in places that nobody remembers.',
    parameters: { maxAccessKeyAge: String(OLDEST_KEY_DAYS) },
  },
  {
    role: 'user-policies',
    identifier: 'IAM_USER_NO_POLICIES_CHECK',
    why: 'A right that hangs on a person outlives the role of the person.',
  },
  {
    role: 'password-policy',
    identifier: 'IAM_PASSWORD_POLICY',
    why: 'The account has one policy, which anybody with the right to it can weaken.',
    parameters: { MinimumPasswordLength: '14', PasswordReusePrevention: '24', MaxPasswordAge: '90' },
  },
  {
    role: 'trail',
    identifier: 'CLOUD_TRAIL_ENABLED',
    why: 'Whoever wants to be unseen stops the trail first.',
  },
  {
    role: 'trail-validation',
    identifier: 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED',
    why: 'Without its digests a trail proves nothing.',
  },
  {
    role: 'bucket-public-read',
    identifier: 'S3_BUCKET_PUBLIC_READ_PROHIBITED',
    why: 'One statement in a bucket policy shows customers to the world.',
  },
  {
    role: 'bucket-public-write',
    identifier: 'S3_BUCKET_PUBLIC_WRITE_PROHIBITED',
    why: 'Whoever can write into the landing bucket feeds the analyses.',
  },
  {
    role: 'bucket-tls',
    identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY',
    why: 'A bucket that was made by hand takes plain HTTP.',
  },
  {
    role: 'no-ssh',
    identifier: 'INCOMING_SSH_DISABLED',
    why: 'Instances are reached by Session Manager; an open port 22 is a mistake or an intruder.',
  },
  {
    role: 'default-group',
    identifier: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED',
    why: 'What is started without a security group lands in the default one.',
  },
  {
    role: 'volume-encryption',
    identifier: 'EC2_EBS_ENCRYPTION_BY_DEFAULT',
    why: 'The account encrypts new volumes by a switch, and a switch can be turned.',
  },
  {
    role: 'metadata-v2',
    identifier: 'EC2_IMDSV2_CHECK',
    why: 'With version 1 a forged request of a web server hands out the credentials of its role.',
  },
  {
    role: 'database-encryption',
    identifier: 'RDS_STORAGE_ENCRYPTED',
    why: 'A database restored from a shared snapshot may not be encrypted.',
  },
  {
    role: 'database-private',
    identifier: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK',
    why: 'One argument gives a database an address on the internet.',
  },
  {
    role: 'key-rotation',
    identifier: 'CMK_BACKING_KEY_ROTATION_ENABLED',
    why: 'Rotation is a switch of each key.',
  },
];
