import type { Construct } from 'constructs';
import { propError, requirePattern, requireRange } from '@mall/foundation';

/** RDS makes the master user's password, keeps it in a secret of its own and changes it every seven days. */
export interface RdsManagedPassword {
  readonly mode: 'rdsManaged';
}

/**
 * The master user's password is made here and changed by AWS's own rotation function, which runs in the database's subnets. Needed
 * for read replicas, which RDS refuses while it manages the password. About 0.40 USD a month for the secret (AWS Secrets Manager
 * pricing, as of November 2025); the function's few seconds cost nothing worth naming.
 */
export interface OwnRotation {
  readonly mode: 'ownRotation';
  /** Days between two passwords, 1 to 1,000 (Secrets Manager: RotationRulesType). @default 30 */
  readonly rotationDays?: number;
  /** Version of AWS's application `SecretsManagerRDSMySQLRotationSingleUser`. @default '1.1.225', that AWS's own CDK took */
  readonly applicationVersion?: string;
}

/** Who makes and changes the master user's password. No mode puts it into code, plan or state. */
export type Credentials = RdsManagedPassword | OwnRotation;

/** The master user; 16 characters at most (Amazon RDS: CreateDBInstance). */
export const masterUsername = 'mall_admin';

/** Characters of a password that is made here: the most that RDS for MySQL takes (Amazon RDS: CreateDBInstance). */
export const passwordLength = 41;

/**
 * The schedule of an own rotation, checked.
 *
 * @throws Error when days or version are out of what Secrets Manager takes.
 */
export function rotationOf(scope: Construct, credentials: OwnRotation): Required<Omit<OwnRotation, 'mode'>> {
  const { rotationDays = 30, applicationVersion = '1.1.225' } = credentials;
  requireRange(scope, 'credentials.rotationDays', rotationDays, 1, 1000);
  requirePattern(
    scope,
    'credentials.applicationVersion',
    applicationVersion,
    /^\d+\.\d+\.\d+$/,
    'three numbers such as 1.1.225',
  );
  return { rotationDays, applicationVersion };
}

/** @throws Error when there are replicas beside a password that RDS manages, which RDS refuses (Amazon RDS: Password management). */
export function requireReplicable(scope: Construct, credentials: Credentials, readReplicas: number): void {
  // RDS for MySQL: up to 15 replicas of one source.
  requireRange(scope, 'readReplicas', readReplicas, 0, 15);
  if (credentials.mode === 'rdsManaged' && readReplicas > 0) {
    throw propError(
      scope,
      'readReplicas',
      '0 while RDS manages the master password',
      readReplicas,
      "choose credentials of mode 'ownRotation'",
    );
  }
}
