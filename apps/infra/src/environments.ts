import type { BackupProps } from '@mall/backup';
import type { AccessLogging } from '@mall/data-lake';
import type { Availability, EngineSupport } from '@mall/database';
import type { DeliveryProps } from '@mall/delivery';
import type { WebFirewallProps } from '@mall/edge';
import type { Deletion, EnvironmentSettings } from '@mall/foundation';
import type { GovernanceProps } from '@mall/governance';
import type { MonitoringProps } from '@mall/monitoring';
import type { NatGateways } from '@mall/network';
import { type FromTwoTier, type NoMigration, twoTierSystem } from './two-tier-system';
import type { ServerProps, ServerRole } from '@mall/server';
import type { DomainStackProps } from './stacks/domain-stack';

/** Everything in which environments may differ. */
export interface Environment extends EnvironmentSettings {
  /** Begins the subject of every job of the repository that may plan and apply. */
  readonly repositorySubject: string;
  /** Whether customers depend on it; production may not choose everything, see `requireProductionGrade`. */
  readonly stage: 'production' | 'development';
  readonly cidrBlock: string;
  readonly natGateways: NatGateways;
  readonly database: {
    readonly instanceClass: string;
    readonly availability: Availability;
    readonly backupRetentionDays: number;
    /** Connections that the class allows: memory / 12,582,880 bytes (Amazon RDS: quotas), less what RDS takes for itself. */
    readonly connectionLimit: number;
    readonly engineSupport: EngineSupport;
  };
  /** Whether S3 writes down who read what. */
  readonly accessLogging: AccessLogging;
  /** Version of AWS's public layer that the survey parser runs with. */
  readonly pandasLayerArn: string;
  /** The name on the internet, and whether its answers are signed. */
  readonly domain: Pick<DomainStackProps, 'domainName' | 'dnssec'>;
  /** What the web firewall does with what it matches, and how floods are met. */
  readonly firewall: Pick<WebFirewallProps, 'modes' | 'shield'>;
  /** How large the servers are, how many, and when that changes by the clock. */
  readonly servers: Readonly<Record<ServerRole, Pick<ServerProps, 'instanceType' | 'capacity' | 'schedules'>>>;
  readonly backup: Pick<BackupProps, 'objectLock' | 'keptSnapshots'>;
  /** Who hears when the notifier itself fails, and where runbooks are read. */
  readonly monitoring: Pick<MonitoringProps, 'watchers' | 'runbookUrl'>;
  /** How closely the account is watched. */
  readonly governance: Pick<GovernanceProps, 'dataEvents' | 'protections' | 'unusedAccess' | 'recording'>;
  /** Whether a two-tier system is replaced; to end that, destroy the stack, then say `none` here. */
  readonly migration: FromTwoTier | NoMigration;
  /** Where the applications' source comes from, and who agrees to a rollout. */
  readonly delivery: Pick<DeliveryProps, 'source' | 'approval' | 'pace'>;
  /** What `terraform destroy` does to data. */
  readonly deletion: Deletion;
}

/** AWS SDK for pandas 3.16.1 for Python 3.11 on x86_64 in Tokyo (aws-sdk-pandas.readthedocs.io, AWS Lambda Managed Layers). */
const pandasLayerArn = 'arn:aws:lambda:ap-northeast-1:336392948345:layer:AWSSDKPandas-Python311:31';

/** Where the repository is read in a browser; every message in Slack links to a runbook below it. */
const runbookUrl = 'https://git.mall.example.com/mall-platform/blob/main/docs/operations/runbooks';

/** Why no public zone is signed yet. */
const unsigned = {
  mode: 'unsigned',
  reason: 'the parent zone takes no DS record yet, and a browser believes the certificate, not the answer',
} as const;

/** The repository, as GitHub's tokens name it. */
const repositorySubject = 'repo:example-mall/mall-platform';

/** The environments, one row each. Libraries see a row's values, never its name. */
export const environments = {
  dev: {
    name: 'dev',
    stage: 'development',
    account: '111122223333',
    region: 'ap-northeast-1',
    owner: 'platform',
    stateBucket: 'mall-dev-state-111122223333-ap-northeast-1',
    repositorySubject,
    cidrBlock: '10.10.0.0/16',
    natGateways: { mode: 'single', reason: 'development may lose its way out with a zone' },
    database: {
      instanceClass: 'db.t4g.medium',
      availability: { mode: 'singleZone', reason: 'development may wait for a restore when its zone is lost' },
      backupRetentionDays: 7,
      connectionLimit: 300,
      engineSupport: { mode: 'standard', reason: 'development meets the next major version first' },
    },
    accessLogging: { mode: 'none', reason: 'development holds generated data only' },
    pandasLayerArn,
    domain: { domainName: 'dev.mall.example.com', dnssec: unsigned },
    firewall: { shield: { mode: 'standard', reason: 'development may be away for an hour' } },
    backup: {
      objectLock: { mode: 'none', reason: 'development holds generated data only' },
      keptSnapshots: 2,
    },
    servers: {
      web: { instanceType: 't4g.small', capacity: { min: 2, max: 4 } },
      was: { instanceType: 't4g.small', capacity: { min: 2, max: 4 } },
    },
    monitoring: {
      watchers: { mode: 'none', reason: 'development has nobody on call' },
      runbookUrl,
    },
    governance: {
      dataEvents: { mode: 'none', reason: 'development holds generated data only' },
      protections: { mode: 'foundational', reason: 'development holds generated data only' },
      unusedAccess: { mode: 'none', reason: 'rights are tried out in development and go with its resources' },
      recording: 'daily',
    },
    migration: { mode: 'none', reason: 'development begins with generated data' },
    delivery: {
      source: { kind: 'codecommit', repositoryName: 'mall' },
      approval: { mode: 'none', reason: 'what development breaks is taken back by its alarms' },
    },
    deletion: { mode: 'disposable', reason: 'development holds generated data only and is taken down at will' },
  },
  prod: {
    name: 'prod',
    stage: 'production',
    account: '444455556666',
    region: 'ap-northeast-1',
    owner: 'platform',
    stateBucket: 'mall-prod-state-444455556666-ap-northeast-1',
    repositorySubject,
    cidrBlock: '10.20.0.0/16',
    natGateways: { mode: 'perZone' },
    database: {
      instanceClass: 'db.m7g.large',
      availability: { mode: 'multiAz' },
      backupRetentionDays: 35,
      connectionLimit: 630,
      engineSupport: { mode: 'extended' },
    },
    accessLogging: { mode: 'bucket', retentionDays: 365 },
    pandasLayerArn,
    domain: { domainName: 'mall.example.com', dnssec: unsigned },
    firewall: {
      modes: { 'anonymous-ip': { mode: 'count', reason: 'customers shop by VPN and by private relay' } },
      shield: { mode: 'standard', reason: 'the rate rule carries layer 7 until an attack has shown that it does not' },
    },
    servers: {
      web: { instanceType: 'm7g.large', capacity: { min: 2, max: 12 } },
      was: { instanceType: 'm7g.large', capacity: { min: 2, max: 12 } },
    },
    // As long as exports are kept: no slip, no role and nobody without a second factor takes them away.
    backup: { objectLock: { mode: 'governance', retentionDays: 1827 }, keptSnapshots: 7 },
    monitoring: { watchers: { mode: 'mail', address: 'platform-oncall@mall.example.com' }, runbookUrl },
    governance: {
      dataEvents: { mode: 'personal' },
      // The database is RDS for MySQL, of whose logins GuardDuty knows nothing; no function runs inside the VPC.
      protections: { mode: 'chosen', watch: ['objects', 'volumes'] },
      unusedAccess: { mode: 'after', days: 90 },
      recording: 'continuous',
    },
    migration: twoTierSystem,
    delivery: { source: { kind: 'codecommit', repositoryName: 'mall' }, approval: { mode: 'required' } },
    deletion: { mode: 'protected' },
  },
} satisfies Record<string, Environment>;

/** No environment is chosen, or one that has no row. */
export class UnknownEnvironmentError extends Error {
  override readonly name = 'UnknownEnvironmentError';
}

/**
 * The row of a name. There is no default, so that a typing error never means production.
 *
 * @throws UnknownEnvironmentError when the name is unset or unknown.
 */
export function requireEnvironment(name: string | undefined): Environment {
  const row = Object.entries(environments).find(([key]) => key === name)?.[1];
  if (row === undefined) {
    const known = Object.keys(environments).join(', ');
    throw new UnknownEnvironmentError(
      `MALL_ENV must be one of ${known}, got ${name === undefined || name === '' ? 'nothing' : `'${name}'`}; write for example MALL_ENV=dev`,
    );
  }
  return row;
}

/** The networks of all other environments, which an environment's own must leave free. */
export function networksBeside(environment: Environment): readonly string[] {
  return Object.values(environments)
    .filter(({ name }) => name !== environment.name)
    .map(({ cidrBlock }) => cidrBlock);
}
