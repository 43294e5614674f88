import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import {
  type Deletion,
  type EnvironmentSettings,
  GeneratedSecret,
  nameOf,
  requireCount,
  requirePattern,
  requireRange,
  skipCheck,
} from '@mall/foundation';
import type { NetworkOutputs } from '@mall/network';
import { Construct } from 'constructs';
import type { Availability } from './availability';
import { DatabaseKeys } from './encryption';
import { Firewall } from './firewall';
import { MonitoringRole } from './monitoring-role';
import { Parameters } from './parameters';

export interface DatabaseProps {
  readonly environment: EnvironmentSettings;
  readonly network: Pick<NetworkOutputs, 'vpcId' | 'databaseSubnetIds'>;
  /** Instance class with Performance Insights: `db.t4g.medium` or larger. */
  readonly instanceClass: string;
  readonly availability: Availability;
  /** What `terraform destroy` does to the data. */
  readonly deletion: Deletion;
  /** Days for which daily backups and the log to replay are kept, 1 to 35. @default 7 */
  readonly backupRetentionDays?: number;
  /** Storage at the start, in GiB: 20 to 65,536. @default 20 */
  readonly storageGib?: number;
  /** Size to which the storage grows by itself, in GiB, at least a tenth above the start. @default 200 */
  readonly storageLimitGib?: number;
  /** Name of the schema that RDS creates. @default 'mall' */
  readonly databaseName?: string;
}

export interface DatabaseOutputs {
  readonly identifier: string;
  /** Host name of the instance; moves to the standby when it takes over. */
  readonly endpointAddress: string;
  readonly endpointPort: number;
  readonly databaseName: string;
  /** Secret of the master user, made and rotated by RDS. */
  readonly masterSecretArn: string;
  /** Secret of the user `analytics`, JSON with `username` and `password`; the user itself is made by a migration. */
  readonly analyticsSecretArn: string;
  /** Key of both secrets: their readers need `kms:Decrypt` on it. */
  readonly secretsKeyArn: string;
  /** Key of the storage and of every snapshot: who copies or exports one lends it to RDS. */
  readonly dataKeyArn: string;
  /** For instances that call the database. */
  readonly clientSecurityGroupId: string;
  /** For the Glue connection. */
  readonly glueSecurityGroupId: string;
}

/** MySQL 8.4 is the long-term release: standard support on RDS until July 2029 (Amazon RDS for MySQL release calendar). */
const engineVersion = '8.4';

/** Valid until 2061 and known to every current client (Amazon RDS: certificate authorities). */
const certificateAuthority = 'rds-ca-rsa2048-g1';

/** Logs that RDS brings to CloudWatch; the general log would hold every statement with its values. */
const exportedLogs = ['error', 'slowquery'];

/** The shop's MySQL database: encrypted, backed up, in subnets without a road to the internet, its passwords known to no one. */
export class Database extends Construct {
  public readonly outputs: DatabaseOutputs;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { backupRetentionDays = 7, storageGib = 20, storageLimitGib = 200, databaseName = 'mall' } = props;
    const { environment, network, availability, deletion, instanceClass } = props;
    requireCount(this, 'network.databaseSubnetIds', network.databaseSubnetIds, 2);
    requirePattern(
      this,
      'instanceClass',
      instanceClass,
      /^db\.[a-z0-9]+\.(medium|large|\d*xlarge)$/,
      'an instance class with Performance Insights such as db.t4g.medium',
    );
    requirePattern(this, 'databaseName', databaseName, /^[a-z][a-z0-9_]{0,63}$/, 'lower case letters, digits and _');
    requireRange(this, 'backupRetentionDays', backupRetentionDays, 1, 35);
    requireRange(this, 'storageGib', storageGib, 20, 65_536);
    requireRange(this, 'storageLimitGib', storageLimitGib, storageGib + Math.ceil(storageGib / 10), 65_536);

    const name = nameOf(environment, 'database', 'shop');
    const logGroupNames = exportedLogs.map((log) => `/aws/rds/instance/${name}/${log}`);
    const keys = new DatabaseKeys(this, 'Keys', { environment, logGroupNames }).outputs;
    const firewall = new Firewall(this, 'Firewall', { environment, vpcId: network.vpcId }).outputs;
    // RDS would make them itself, unencrypted and kept for ever.
    const logGroups = logGroupNames.map(
      (logGroupName, index) =>
        new CloudwatchLogGroup(this, `Log-${exportedLogs[index] ?? ''}`, {
          name: logGroupName,
          retentionInDays: 365,
          kmsKeyId: keys.dataKeyArn,
        }),
    );
    const instance = new DbInstance(this, 'Instance', {
      identifier: name,
      engine: 'mysql',
      engineVersion,
      instanceClass,
      dbName: databaseName,

      dbSubnetGroupName: new DbSubnetGroup(this, 'SubnetGroup', {
        name,
        description: 'Subnets without a road to the internet',
        subnetIds: [...network.databaseSubnetIds],
      }).name,
      vpcSecurityGroupIds: [firewall.databaseSecurityGroupId],
      publiclyAccessible: false,
      multiAz: availability.mode === 'multiAz',

      username: 'mall_admin',
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: keys.secretsKeyArn,
      iamDatabaseAuthenticationEnabled: true,

      storageType: 'gp3',
      allocatedStorage: storageGib,
      maxAllocatedStorage: storageLimitGib,
      storageEncrypted: true,
      kmsKeyId: keys.dataKeyArn,

      backupRetentionPeriod: backupRetentionDays,
      // 01:00 and 04:00 in Tokyo: before and after the night's snapshot and pipeline.
      backupWindow: '16:00-16:30',
      maintenanceWindow: 'sun:19:00-sun:20:00',
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: deletion.mode === 'disposable',
      deletionProtection: deletion.mode === 'protected',
      skipFinalSnapshot: deletion.mode === 'disposable',
      ...(deletion.mode === 'protected' ? { finalSnapshotIdentifier: nameOf(environment, 'database', 'final') } : {}),

      parameterGroupName: new Parameters(this, 'Parameters', { name }).outputs.name,
      enabledCloudwatchLogsExports: exportedLogs,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: keys.dataKeyArn,
      performanceInsightsRetentionPeriod: 7,
      monitoringInterval: 60,
      monitoringRoleArn: new MonitoringRole(this, 'Monitoring', { environment }).outputs.arn,
      dependsOn: logGroups,
      // Asking for an authority makes the provider modify the new instance and wait twice; AWS's default is this one.
      lifecycle: {
        // Refuses while planning, before a destroy has taken anything else of the stack away.
        ...(deletion.mode === 'protected' ? { preventDestroy: true } : {}),
        postcondition: [
          {
            condition: `\${self.ca_cert_identifier == "${certificateAuthority}"}`,
            errorMessage: `The database's certificate authority must be ${certificateAuthority}; set the account's default with 'aws rds modify-certificates'.`,
          },
        ],
      },
    });
    if (availability.mode === 'singleZone') skipCheck(instance, 'CKV_AWS_157', availability.reason);
    if (deletion.mode === 'disposable') skipCheck(instance, 'CKV_AWS_293', deletion.reason);

    const analytics = new GeneratedSecret(this, 'AnalyticsUser', {
      name: nameOf(environment, 'database', 'analytics'),
      description: 'The database user that reads the analytics views, for Glue.',
      content: { kind: 'user', username: 'analytics' },
      kmsKeyArn: keys.secretsKeyArn,
      deletion,
    }).outputs;
    this.outputs = {
      identifier: instance.identifier,
      endpointAddress: instance.address,
      endpointPort: instance.port,
      databaseName,
      masterSecretArn: instance.masterUserSecret.get(0).secretArn,
      analyticsSecretArn: analytics.arn,
      secretsKeyArn: keys.secretsKeyArn,
      dataKeyArn: keys.dataKeyArn,
      clientSecurityGroupId: firewall.clientSecurityGroupId,
      glueSecurityGroupId: firewall.glueSecurityGroupId,
    };
  }
}
