import type { DatasetContract } from '@mall/datasets';
import {
  type BucketAccess,
  type BucketLogging,
  type Deletion,
  type EnvironmentSettings,
  type PolicyStatement,
  PrivateBucket,
  type PrivateBucketProps,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { AccessLogBucket } from './access-log-bucket';
import type { AccessLogging } from './access-logging';
import { Catalog } from './catalog';
import { LakeKeys } from './keys';
import * as rules from './retention';

export interface DataLakeProps {
  readonly environment: EnvironmentSettings;
  /** What lies in the lake: one catalog table each. */
  readonly datasets: readonly DatasetContract[];
  readonly accessLogging: AccessLogging;
  readonly deletion: Deletion;
  /** The one role that may read what lies below each prefix of the landing bucket; it need not exist yet. */
  readonly landingReaders: readonly LandingReader[];
  /** Days that replaced and deleted versions are kept, except in landing and quarantine. @default 30 */
  readonly noncurrentDays?: number;
}

/** Who reads what people put into the landing bucket. */
export interface LandingReader {
  /** Ends in `/`. */
  readonly prefix: string;
  readonly roleArn: string;
}

/** The buckets with their keys, as grants take them, and the catalog. */
export interface DataLakeOutputs {
  /** Workbooks and mended rows as they came. Personal. */
  readonly landing: BucketAccess;
  /** Snapshots of each run, staged surveys, rows that passed. Pseudonymous. */
  readonly raw: BucketAccess;
  /** What the catalog's tables show. Pseudonymous. */
  readonly curated: BucketAccess;
  /** Bad rows. Personal: a masked value is still a person's. */
  readonly quarantine: BucketAccess;
  /** The quarantine bucket's `errors/`: the same bucket under its own key. Personal. */
  readonly errors: BucketAccess;
  /** Results of queries, analyses and runs. Internal. */
  readonly results: BucketAccess;
  /** Job scripts and contracts. Internal. */
  readonly artifacts: BucketAccess;
  /** Key for what names no person and lies outside S3: logs, environment variables. CloudWatch Logs may use it. */
  readonly internalKeyArn: string;
  readonly catalogDatabase: string;
  /** Where reads of objects are written down, for the buckets of other tiers. */
  readonly bucketLogging: BucketLogging;
}

/** Where all data rests: six buckets, a key per data class, a lifecycle per prefix, and the catalog over it. */
export class DataLake extends Construct {
  public readonly outputs: DataLakeOutputs;

  constructor(scope: Construct, id: string, props: DataLakeProps) {
    super(scope, id);
    const { environment, datasets, deletion, accessLogging, noncurrentDays = 30 } = props;
    const keys = new LakeKeys(this, 'Keys', { environment }).outputs;
    const logging = defineLogging(this, environment, accessLogging, deletion);

    const bucket = (
      name: string,
      keyArn: string,
      rest: Pick<PrivateBucketProps, 'dataClass' | 'lifecycle' | 'policyStatements'> & {
        readonly noncurrentDays?: number;
      },
    ): BucketAccess => {
      const role = name.toLowerCase();
      const { outputs } = new PrivateBucket(this, name, {
        environment,
        role,
        encryption: { kind: 'kms', keyArn },
        deletion,
        logging,
        noncurrentDays,
        ...rest,
      });
      return { role, name: outputs.name, keyArn };
    };

    const landing = bucket('Landing', keys.landingArn, {
      dataClass: 'personal',
      lifecycle: rules.landing,
      noncurrentDays: 1,
      policyStatements: (arn) => readableBy(props.landingReaders, arn),
    });
    const raw = bucket('Raw', keys.pseudonymousArn, { dataClass: 'pseudonymous', lifecycle: rules.raw(datasets) });
    const curated = bucket('Curated', keys.pseudonymousArn, {
      dataClass: 'pseudonymous',
      lifecycle: rules.curated(datasets),
    });
    const quarantine = bucket('Quarantine', keys.quarantineArn, {
      dataClass: 'personal',
      lifecycle: rules.quarantine,
      noncurrentDays: 1,
    });
    const results = bucket('Results', keys.internalArn, { dataClass: 'internal', lifecycle: rules.results });
    const artifacts = bucket('Artifacts', keys.internalArn, { dataClass: 'internal' });
    const catalog = new Catalog(this, 'Catalog', {
      environment,
      datasets,
      curatedBucket: curated.name,
      quarantineBucket: quarantine.name,
    });

    this.outputs = {
      landing,
      raw,
      curated,
      quarantine,
      errors: { role: 'errors', name: quarantine.name, keyArn: keys.errorsArn },
      results,
      artifacts,
      internalKeyArn: keys.internalArn,
      catalogDatabase: catalog.outputs.database,
      bucketLogging: logging,
    };
  }
}

function defineLogging(
  scope: Construct,
  environment: EnvironmentSettings,
  accessLogging: AccessLogging,
  deletion: Deletion,
): BucketLogging {
  if (accessLogging.mode === 'none') return accessLogging;
  const { retentionDays } = accessLogging;
  const { outputs } = new AccessLogBucket(scope, 'AccessLogs', { environment, retentionDays, deletion });
  return { mode: 'target', bucket: outputs.name };
}

/** Each prefix is read by its reader alone, and the rest by no one who is none. */
function readableBy(readers: readonly LandingReader[], bucketArn: string): readonly PolicyStatement[] {
  const only = (sid: string, prefix: string, roleArns: readonly string[]): PolicyStatement => ({
    sid,
    effect: 'Deny',
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    resources: [`${bucketArn}/${prefix}*`],
    principals: { AWS: ['*'] },
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': [...roleArns] } },
  });
  return [
    only(
      'ReadableByReaders',
      '',
      readers.map(({ roleArn }) => roleArn),
    ),
    ...readers.map(({ prefix, roleArn }, at) => only(`ReadableByOneRole${at + 1}`, prefix, [roleArn])),
  ];
}
