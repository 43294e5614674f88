import { GuarddutyDetector } from '@cdktf/provider-aws/lib/guardduty-detector';
import { GuarddutyDetectorFeature } from '@cdktf/provider-aws/lib/guardduty-detector-feature';
import { requirePattern, skipCheck } from '@mall/foundation';
import { Construct } from 'constructs';

/**
 * What GuardDuty can watch beyond its sources of every account (management events, DNS, flow logs). Prices are a month's
 * and rounded (Amazon GuardDuty pricing, Tokyo, October 2026).
 */
export const protections = {
  /** Reads and writes of objects: about $1 per million events. */
  objects: 'S3_DATA_EVENTS',
  /** Logins to databases, of Aurora and RDS for PostgreSQL only: about $1.20 a processor. */
  databaseLogins: 'RDS_LOGIN_EVENTS',
  /** Connections of functions inside a VPC: about $1.20 per GB of their flow logs. */
  functions: 'LAMBDA_NETWORK_LOGS',
  /** Volumes of an instance with a finding, scanned for malware: about $0.04 per GB scanned. */
  volumes: 'EBS_MALWARE_PROTECTION',
} as const;
export type Protection = keyof typeof protections;

/** These are watched, the others are not, whatever AWS turns on for new detectors. */
export interface ChosenProtections {
  readonly mode: 'chosen';
  readonly watch: readonly Protection[];
}

/** Only what every detector watches: management events, DNS queries, flow logs. */
export interface FoundationalProtections {
  readonly mode: 'foundational';
  readonly reason: string;
}

/** How much GuardDuty watches. */
export type Protections = ChosenProtections | FoundationalProtections;

export interface ThreatDetectionProps {
  readonly protections: Protections;
}

export interface ThreatDetectionOutputs {
  readonly detectorId: string;
}

/** GuardDuty: findings within a quarter of an hour, every protection on or off because somebody said so. */
export class ThreatDetection extends Construct {
  public readonly outputs: ThreatDetectionOutputs;

  constructor(scope: Construct, id: string, props: ThreatDetectionProps) {
    super(scope, id);
    const { protections: choice } = props;
    if (choice.mode === 'foundational') {
      requirePattern(this, 'protections.reason', choice.reason, /\S+\s+\S+\s+\S+/, 'a sentence that says why');
    }
    const watched: readonly Protection[] = choice.mode === 'chosen' ? choice.watch : [];
    const detector = new GuarddutyDetector(this, 'Detector', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
      ...(choice.mode === 'foundational' ? { tags: { foundationalBecause: choice.reason } } : {}),
    });
    skipCheck(detector, 'CKV2_AWS_3', 'watches its own account; there is no organisation whose members it could enrol');
    for (const [protection, name] of Object.entries(protections)) {
      new GuarddutyDetectorFeature(this, protection, {
        detectorId: detector.id,
        name,
        status: watched.includes(protection as Protection) ? 'ENABLED' : 'DISABLED',
      });
    }
    this.outputs = { detectorId: detector.id };
  }
}
