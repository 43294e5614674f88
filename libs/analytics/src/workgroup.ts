import { AthenaNamedQuery } from '@cdktf/provider-aws/lib/athena-named-query';
import { AthenaWorkgroup } from '@cdktf/provider-aws/lib/athena-workgroup';
import {
  type BucketAccess,
  type Deletion,
  type EnvironmentSettings,
  literal,
  nameOf,
  propError,
  requireCount,
  requireRange,
} from '@mall/foundation';
import { Construct } from 'constructs';
import type { NamedQuery } from './named-queries';

export interface WorkgroupProps {
  readonly environment: EnvironmentSettings;
  /** Part of its name: `marketing`. */
  readonly role: string;
  /** Who asks what here, one sentence. */
  readonly description: string;
  /** Bucket that takes the results, which are of the same data class as what is asked. */
  readonly results: BucketAccess;
  readonly catalogDatabase: string;
  readonly queries: readonly NamedQuery[];
  readonly deletion: Deletion;
  /** Data that one query may read before Athena stops it, 1 to 10,240 GiB. @default 10 */
  readonly scanLimitGib?: number;
}

export interface WorkgroupOutputs {
  readonly name: string;
  /** Ids of the named queries, by their names. */
  readonly queryIds: Readonly<Record<string, string>>;
}

/** Key prefix of Athena's own result files. */
export const ATHENA_PREFIX = 'athena/';

/** Longest query that Athena takes, in bytes (Amazon Athena quotas). */
const QUERY_LIMIT_BYTES = 262_144;

/** Where queries run: results in one place under one key, whatever the client says, and a limit to what one may read. */
export class Workgroup extends Construct {
  public readonly outputs: WorkgroupOutputs;

  constructor(scope: Construct, id: string, props: WorkgroupProps) {
    super(scope, id);
    const { environment, results, queries, scanLimitGib = 10 } = props;
    requireRange(this, 'scanLimitGib', scanLimitGib, 1, 10_240);
    requireCount(this, 'queries', queries, 1);
    const workgroup = new AthenaWorkgroup(this, 'Workgroup', {
      name: nameOf(environment, 'analytics', props.role),
      description: props.description,
      forceDestroy: props.deletion.mode === 'disposable',
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: scanLimitGib * 1024 ** 3,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${results.name}/${ATHENA_PREFIX}`,
          expectedBucketOwner: environment.account,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKeyArn: results.keyArn },
        },
      },
    });
    const queryIds = queries.map(({ name, sql }) => {
      requireQuery(this, name, sql);
      const query = new AthenaNamedQuery(this, pascalCase(name), {
        name,
        description: firstComment(sql),
        database: props.catalogDatabase,
        workgroup: workgroup.name,
        query: literal(sql),
      });
      return [name, query.id] as const;
    });
    this.outputs = { name: workgroup.name, queryIds: Object.fromEntries(queryIds) };
  }
}

function requireQuery(scope: Construct, name: string, sql: string): void {
  const bytes = Buffer.byteLength(sql);
  if (bytes > QUERY_LIMIT_BYTES) {
    throw propError(scope, `queries.${name}`, `at most ${QUERY_LIMIT_BYTES} bytes of SQL`, bytes);
  }
}

/** The grain, which every model says in its first line. */
function firstComment(sql: string): string {
  return /^--\s*(.+)$/m.exec(sql)?.[1] ?? '';
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
