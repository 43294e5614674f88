import { EncryptionKey, GeneratedSecret, logGroupsUseKey, nameOf } from '@mall/foundation';
import { Construct } from 'constructs';
import { DatabaseAccess } from './database-access';
import type { MigrationOutputs, MigrationProps } from './migration-props';
import { rdsAuthority } from './rds-authority';
import { ReplicationInstance, taskLogGroupName } from './replication-instance';
import { requireMigrationProps } from './requirements';
import { Road } from './road';
import { AccountRoles } from './service-roles';

/**
 * The road from the two-tier system's database into the mall's, and back. Nothing depends on it: when the two-tier system is
 * switched off, the whole stack is destroyed. No data move until an operator starts the forward task.
 */
export class Migration extends Construct {
  public readonly outputs: MigrationOutputs;

  constructor(scope: Construct, id: string, props: MigrationProps) {
    super(scope, id);
    const {
      instanceClass = 'dms.t3.medium',
      storageGib = 50,
      preparation = 'truncate',
      parallelTables = 8,
      longestValueKib = 64,
    } = props;
    const { environment, network, database, source, tables, wayBack, availability } = props;
    requireMigrationProps(this, { ...props, instanceClass, storageGib, preparation, parallelTables, longestValueKib });

    const name = nameOf(environment, 'migration', 'replication');
    const kmsKeyArn = new EncryptionKey(this, 'Encryption', {
      environment,
      name: nameOf(environment, 'migration', 'data'),
      description: 'Rows on their way between the two databases, and the log and the user of their migration.',
      dataClass: 'personal',
      serviceStatements: [logGroupsUseKey(environment, [taskLogGroupName(name)])],
    }).outputs.arn;
    // DMS cannot use the master user's secret: RDS keeps neither host nor port in it.
    const user = new GeneratedSecret(this, 'User', {
      name: nameOf(environment, 'migration', 'user'),
      description: "The user of the mall's database with which DMS reads and writes.",
      content: {
        kind: 'user',
        username: 'migration',
        also: { host: database.endpointAddress, port: database.endpointPort },
      },
      kmsKeyArn,
      deletion: { mode: 'disposable', reason: 'made anew with every migration' },
    }).outputs;
    const instance = new ReplicationInstance(this, 'Replication', {
      environment,
      name,
      network,
      clientSecurityGroupId: database.clientSecurityGroupId,
      source,
      instanceClass,
      storageGib,
      availability,
      kmsKeyArn,
      dependsOn:
        props.serviceRoles.mode === 'made'
          ? new AccountRoles(this, 'AccountRoles', { environment }).outputs.attachments
          : [],
    }).outputs;

    const twoTier = {
      schema: source.schema,
      access: new DatabaseAccess(this, 'TwoTier', {
        environment,
        side: 'two-tier',
        secretArn: source.secretArn,
        secretKeyArn: source.secretKeyArn,
        certificateAuthority: source.certificateAuthority,
        checkHostName: source.certificateNamesHost,
      }).outputs,
    };
    const mall = {
      schema: database.databaseName,
      access: new DatabaseAccess(this, 'Mall', {
        environment,
        side: 'mall',
        secretArn: user.arn,
        secretKeyArn: kmsKeyArn,
        certificateAuthority: rdsAuthority,
        checkHostName: true,
      }).outputs,
    };
    const common = { environment, tables, kmsKeyArn, replicationInstanceArn: instance.arn };
    const settings = { preparation, parallelTables, longestValueKib };
    const forward = new Road(this, 'Forward', {
      ...common,
      direction: 'forward',
      from: twoTier,
      to: mall,
      migrationType: 'full-load-and-cdc',
      settings,
      ...(wayBack.mode === 'none' ? { tags: { noWayBackReason: wayBack.reason } } : {}),
    }).outputs;
    const back =
      wayBack.mode === 'replicated'
        ? new Road(this, 'Back', {
            ...common,
            direction: 'back',
            from: mall,
            to: twoTier,
            migrationType: 'cdc',
            settings: { ...settings, preparation: 'keep' },
          }).outputs
        : undefined;
    this.outputs = {
      replicationInstanceArn: instance.arn,
      forwardTaskArn: forward.taskArn,
      backTaskArn: back?.taskArn ?? '',
      userSecretArn: user.arn,
    };
  }
}
