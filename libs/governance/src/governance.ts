import type { BucketLogging, Deletion } from '@mall/foundation';
import { Construct } from 'constructs';
import { AccessAnalysis, type AccessAnalysisProps } from './access-analysis';
import { AccountDefaults } from './account-defaults';
import { defineAuditKey } from './audit-key';
import { AuditTrail, type DataEvents } from './audit-trail';
import { ConfigurationHistory } from './configuration-history';
import type { GroupScope } from './group-policies';
import { Groups, type GroupsOutputs } from './groups';
import { type Protections, ThreatDetection } from './threat-detection';

export interface GovernanceProps extends GroupScope {
  readonly dataEvents: DataEvents;
  /** Names of the buckets that hold personal data. */
  readonly personalBuckets: readonly string[];
  readonly protections: Protections;
  readonly unusedAccess: AccessAnalysisProps['unusedAccess'];
  /** How often AWS Config writes changes down; see `ConfigurationHistoryProps`. @default 'continuous' */
  readonly recording?: 'continuous' | 'daily';
  readonly bucketLogging: BucketLogging;
  readonly deletion: Deletion;
}

export interface GovernanceOutputs {
  readonly groups: GroupsOutputs;
  readonly trailArn: string;
  /** Log group with every management event, for alarms. */
  readonly trailLogGroupName: string;
  readonly detectorId: string;
}

/** What watches over the account: who did what, what changed, who attacks, who could, and what people may do. */
export class Governance extends Construct {
  public readonly outputs: GovernanceOutputs;

  constructor(scope: Construct, id: string, props: GovernanceProps) {
    super(scope, id);
    const { environment, bucketLogging, deletion, dataEvents, recording = 'continuous' } = props;
    const keyArn = defineAuditKey(this, 'Key', environment);
    const kept = { environment, keyArn, bucketLogging, deletion };
    const trail = new AuditTrail(this, 'Trail', { ...kept, dataEvents, personalBuckets: props.personalBuckets })
      .outputs;
    new ConfigurationHistory(this, 'History', { ...kept, recording });
    const detection = new ThreatDetection(this, 'Threats', { protections: props.protections }).outputs;
    new AccessAnalysis(this, 'Access', { environment, unusedAccess: props.unusedAccess });
    new AccountDefaults(this, 'Defaults', {});
    const groups = new Groups(this, 'Groups', {
      environment,
      lake: props.lake,
      tables: props.tables,
      workgroup: props.workgroup,
      quarantineWorkgroup: props.quarantineWorkgroup,
      workflow: props.workflow,
      database: props.database,
    }).outputs;
    this.outputs = {
      groups,
      trailArn: trail.trailArn,
      trailLogGroupName: trail.logGroupName,
      detectorId: detection.detectorId,
    };
  }
}
