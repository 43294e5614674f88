import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { skipCheck } from '@mall/foundation';
import { Construct } from 'constructs';

export interface CertificateProps {
  readonly domainName: string;
  /** Zone that the internet asks: ACM looks for its proof nowhere else. */
  readonly publicZoneId: string;
}

export interface CertificateOutputs {
  /** Known once ACM has issued it, so that no listener is made with a certificate that is still pending. */
  readonly certificateArn: string;
}

/** A certificate for a domain and every name one level below it, proven by DNS and so renewed by ACM for ever. */
export class Certificate extends Construct {
  public readonly outputs: CertificateOutputs;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { domainName, publicZoneId } = props;
    const certificate = new AcmCertificate(this, 'Certificate', {
      domainName,
      subjectAlternativeNames: [`*.${domainName}`],
      validationMethod: 'DNS',
      keyAlgorithm: 'RSA_2048',
      // A listener cannot be without one while it is replaced.
      lifecycle: { createBeforeDestroy: true },
    });
    skipCheck(
      certificate,
      'CKV2_AWS_71',
      'every name below the domain ends at a load balancer of this account, and its private key never leaves ACM',
    );
    // ACM asks for one and the same record for a domain and its wildcard: the first option stands for both.
    const proof = certificate.domainValidationOptions.get(0);
    const record = new Route53Record(this, 'Proof', {
      zoneId: publicZoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
      // A certificate that replaces this one asks for the same record before this one is gone.
      allowOverwrite: true,
    });
    this.outputs = {
      certificateArn: new AcmCertificateValidation(this, 'Validation', {
        certificateArn: certificate.arn,
        validationRecordFqdns: [record.fqdn],
      }).certificateArn,
    };
  }
}
