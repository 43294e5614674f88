import type { DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import { exportedLogs } from './logs';

export interface InstanceSettings {
  readonly instanceClass: string;
  readonly securityGroupId: string;
  readonly parameterGroupName: string;
  readonly optionGroupName: string;
  /** Size to which the storage grows by itself, in GiB. */
  readonly storageLimitGib: number;
  readonly dataKeyArn: string;
  readonly monitoringRoleArn: string;
}

/** Valid until 2061 and known to every current client (Amazon RDS: certificate authorities). */
const certificateAuthority = 'rds-ca-rsa2048-g1';

/** What the database and its replicas have in common: who reaches them, and what is seen of them. */
export function instanceSettings(settings: InstanceSettings) {
  return {
    instanceClass: settings.instanceClass,
    vpcSecurityGroupIds: [settings.securityGroupId],
    publiclyAccessible: false,
    iamDatabaseAuthenticationEnabled: true,

    storageType: 'gp3',
    maxAllocatedStorage: settings.storageLimitGib,
    storageEncrypted: true,

    // 04:00 on a Monday in Tokyo, after the night's snapshot and pipeline.
    maintenanceWindow: 'sun:19:00-sun:20:00',
    autoMinorVersionUpgrade: true,
    copyTagsToSnapshot: true,

    parameterGroupName: settings.parameterGroupName,
    optionGroupName: settings.optionGroupName,
    enabledCloudwatchLogsExports: [...exportedLogs],
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: settings.dataKeyArn,
    performanceInsightsRetentionPeriod: 7,
    monitoringInterval: 60,
    monitoringRoleArn: settings.monitoringRoleArn,
    lifecycle: {
      // Asking for an authority makes the provider modify the new instance and wait twice; AWS's default is this one.
      postcondition: [
        {
          condition: `\${self.ca_cert_identifier == "${certificateAuthority}"}`,
          errorMessage: `The database's certificate authority must be ${certificateAuthority}; set the account's default with 'aws rds modify-certificates'.`,
        },
      ],
    },
  } satisfies Partial<DbInstanceConfig>;
}
