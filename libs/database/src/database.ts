import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { GeneratedSecret, GeneratedWord, nameOf, skipCheck } from '@mall/foundation';
import { Construct } from 'constructs';
import { Audit } from './audit';
import { masterUsername, passwordLength } from './credentials';
import type { DatabaseOutputs, DatabaseProps } from './database-props';
import { DatabaseKeys } from './encryption';
import { engineLifecycleSupport } from './engine-support';
import { Firewall } from './firewall';
import { instanceSettings } from './instance-settings';
import { defineLogGroups, logGroupNamesOf } from './logs';
import { MasterSecret } from './master-secret';
import { MonitoringRole } from './monitoring-role';
import { Parameters } from './parameters';
import { ReadReplica } from './read-replica';
import { requireDatabaseProps } from './requirements';

/** MySQL 8.4 is the long-term release: standard support on RDS until July 2029 (Amazon RDS for MySQL release calendar). */
const engineVersion = '8.4';

/** The shop's MySQL database: encrypted, backed up, in subnets without a road to the internet, its passwords known to no one. */
export class Database extends Construct {
  public readonly outputs: DatabaseOutputs;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const {
      backupRetentionDays = 7,
      storageGib = 20,
      storageLimitGib = 200,
      databaseName = 'mall',
      credentials = { mode: 'rdsManaged' },
      readReplicas = 0,
    } = props;
    const { environment, network, availability, deletion, engineSupport, instanceClass } = props;
    const checked = {
      ...props,
      backupRetentionDays,
      storageGib,
      storageLimitGib,
      databaseName,
      credentials,
      readReplicas,
    };
    requireDatabaseProps(this, checked);

    const name = nameOf(environment, 'database', 'shop');
    const replicaNames = Array.from({ length: readReplicas }, (_, at) => `${name}-replica-${at + 1}`);
    const logGroupNames = [name, ...replicaNames].flatMap(logGroupNamesOf);
    const keys = new DatabaseKeys(this, 'Keys', { environment, logGroupNames }).outputs;
    const firewall = new Firewall(this, 'Firewall', { environment, vpcId: network.vpcId }).outputs;
    const password =
      credentials.mode === 'ownRotation'
        ? new GeneratedWord(this, 'MasterPassword', { length: passwordLength }).outputs.value
        : undefined;
    const settings = instanceSettings({
      instanceClass,
      storageLimitGib,
      securityGroupId: firewall.databaseSecurityGroupId,
      dataKeyArn: keys.dataKeyArn,
      parameterGroupName: new Parameters(this, 'Parameters', { name }).outputs.name,
      optionGroupName: new Audit(this, 'Audit', { name, majorEngineVersion: engineVersion }).outputs.optionGroupName,
      monitoringRoleArn: new MonitoringRole(this, 'Monitoring', { environment }).outputs.arn,
    });
    const instance = new DbInstance(this, 'Instance', {
      ...settings,
      identifier: name,
      engine: 'mysql',
      engineVersion,
      engineLifecycleSupport: engineLifecycleSupport(engineSupport),
      dbName: databaseName,
      username: masterUsername,
      ...(password === undefined
        ? { manageMasterUserPassword: true, masterUserSecretKmsKeyId: keys.secretsKeyArn }
        : { passwordWo: password, passwordWoVersion: 1 }),

      dbSubnetGroupName: new DbSubnetGroup(this, 'SubnetGroup', {
        name,
        description: 'Subnets without a road to the internet',
        subnetIds: [...network.databaseSubnetIds],
      }).name,
      multiAz: availability.mode === 'multiAz',
      allocatedStorage: storageGib,
      kmsKeyId: keys.dataKeyArn,

      // A daily backup and the log since: the database of any second of these days can be restored.
      backupRetentionPeriod: backupRetentionDays,
      // 01:00 in Tokyo, before the night's snapshot and pipeline.
      backupWindow: '16:00-16:30',
      deleteAutomatedBackups: deletion.mode === 'disposable',
      deletionProtection: deletion.mode === 'protected',
      skipFinalSnapshot: deletion.mode === 'disposable',
      ...(deletion.mode === 'protected' ? { finalSnapshotIdentifier: nameOf(environment, 'database', 'final') } : {}),
      ...(engineSupport.mode === 'standard' ? { tags: { standardSupportReason: engineSupport.reason } } : {}),
      dependsOn: defineLogGroups(this, name, keys.dataKeyArn),
      // Refuses while planning, before a destroy has taken anything else of the stack away.
      lifecycle: { ...settings.lifecycle, ...(deletion.mode === 'protected' ? { preventDestroy: true } : {}) },
    });
    if (availability.mode === 'singleZone') skipCheck(instance, 'CKV_AWS_157', availability.reason);
    if (deletion.mode === 'disposable') skipCheck(instance, 'CKV_AWS_293', deletion.reason);

    const masterSecretArn =
      credentials.mode === 'rdsManaged' || password === undefined
        ? instance.masterUserSecret.get(0).secretArn
        : new MasterSecret(this, 'MasterSecret', {
            environment,
            network,
            credentials,
            password,
            instance,
            databaseSecurityGroupId: firewall.databaseSecurityGroupId,
            secretsKeyArn: keys.secretsKeyArn,
            deletion,
          }).outputs.arn;
    const replicas = replicaNames.map(
      (identifier, at) =>
        new ReadReplica(this, `Replica${at + 1}`, {
          identifier,
          sourceIdentifier: instance.identifier,
          settings,
          dataKeyArn: keys.dataKeyArn,
        }).outputs,
    );
    const analytics = new GeneratedSecret(this, 'AnalyticsUser', {
      name: nameOf(environment, 'database', 'analytics'),
      description: 'The database user that reads the analytics views, for Glue.',
      content: { kind: 'user', username: 'analytics' },
      kmsKeyArn: keys.secretsKeyArn,
      deletion,
    }).outputs;
    this.outputs = {
      identifier: instance.identifier,
      instanceArn: instance.arn,
      instanceResourceId: instance.resourceId,
      endpointAddress: instance.address,
      endpointPort: instance.port,
      databaseName,
      replicaAddresses: replicas.map(({ address }) => address),
      replicaIdentifiers: replicas.map(({ identifier }) => identifier),
      masterSecretArn,
      analyticsSecretArn: analytics.arn,
      dataKeyArn: keys.dataKeyArn,
      secretsKeyArn: keys.secretsKeyArn,
      clientSecurityGroupId: firewall.clientSecurityGroupId,
      glueSecurityGroupId: firewall.glueSecurityGroupId,
      watched: {
        identifier: name,
        storageGib,
        replicaIdentifiers: replicaNames,
        auditLogGroupName: `/aws/rds/instance/${name}/audit`,
      },
    };
  }
}
