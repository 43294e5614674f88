import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Route53HostedZoneDnssec } from '@cdktf/provider-aws/lib/route53-hosted-zone-dnssec';
import { Route53KeySigningKey } from '@cdktf/provider-aws/lib/route53-key-signing-key';
import {
  accountManagesKey,
  type EnvironmentSettings,
  giveReasons,
  policyDocument,
  type PolicyStatement,
} from '@mall/foundation';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

/** Answers carry no signature: a resolver believes whoever answers first. */
export interface UnsignedAnswers {
  readonly mode: 'unsigned';
  /** Why forged answers are an acceptable risk. Shown to auditors as a skipped check. */
  readonly reason: string;
}

/** Answers are signed, and resolvers check them once the parent zone holds the zone's DS record. */
export interface SignedAnswers {
  readonly mode: 'signed';
  /** Provider for us-east-1, the only region from which Route 53 takes the key. */
  readonly keyProvider: TerraformProvider;
}

/**
 * Whether answers of a public zone are signed.
 *
 * Signing costs about 1 USD a month for the key, and some cents for its signatures; Route 53 takes nothing for it (AWS KMS
 * and Route 53 pricing, November 2026). Whoever signs must watch it: an expired chain makes the domain vanish. Before
 * signing ends, the DS record must leave the parent zone and be forgotten by resolvers.
 */
export type Dnssec = UnsignedAnswers | SignedAnswers;

export interface ZoneSigningProps {
  readonly environment: EnvironmentSettings;
  readonly zoneId: string;
  readonly keyProvider: TerraformProvider;
}

export interface ZoneSigningOutputs {
  /** What the parent's DS record must hold. */
  readonly dsRecord: string;
}

/** A public zone whose answers are signed with a key of ours. */
export class ZoneSigning extends Construct {
  public readonly outputs: ZoneSigningOutputs;

  constructor(scope: Construct, id: string, props: ZoneSigningProps) {
    super(scope, id);
    const { environment, zoneId, keyProvider } = props;
    const statements = [accountManagesKey(environment), ...zoneUsesKey(environment)];
    const key = new KmsKey(this, 'Key', {
      provider: keyProvider,
      description: "Signs the key that signs the public zone's answers.",
      // What Route 53 demands (Amazon Route 53 Developer Guide, "Working with customer managed keys for DNSSEC").
      customerMasterKeySpec: 'ECC_NIST_P256',
      keyUsage: 'SIGN_VERIFY',
      deletionWindowInDays: 30,
      policy: policyDocument(statements),
      tags: { dataClass: 'public' },
    });
    giveReasons(key, statements);
    const signingKey = new Route53KeySigningKey(this, 'SigningKey', {
      // Letters, digits and underscores.
      name: `mall_${environment.name}`,
      hostedZoneId: zoneId,
      keyManagementServiceArn: key.arn,
    });
    new Route53HostedZoneDnssec(this, 'Dnssec', { hostedZoneId: signingKey.hostedZoneId });
    this.outputs = { dsRecord: signingKey.dsRecord };
  }
}

/** What Route 53 needs of the key (same guide, "Key policy"). */
function zoneUsesKey({ account }: EnvironmentSettings): readonly PolicyStatement[] {
  const route53 = { Service: ['dnssec-route53.amazonaws.com'] };
  return [
    {
      sid: 'ZoneSigns',
      actions: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'],
      resources: ['*'],
      principals: route53,
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    },
    {
      sid: 'ZoneKeepsTheKey',
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      principals: route53,
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
